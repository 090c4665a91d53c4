// Where the keyboard is. A dialog gives the focus back to what opened it; what has the focus and goes, or can not be used any more, hands it on to what is nearest, never to
// the bare document. Escape is a dialog's way out, wherever in it the focus is.
(() => {
  const stops = "a[href], button, input, select, textarea, summary, [tabindex]";
  const most = 40;
  const patience = 2000;
  const places = [];
  const dialog = () => [...document.querySelectorAll(".mud-dialog")].at(-1);
  const usable = one => one.isConnected && !one.disabled && one.getClientRects().length > 0 && getComputedStyle(one).visibility !== "hidden";
  const lost = () => !document.activeElement || document.activeElement === document.body;
  const give = one => one.focus({ preventScroll: one.id === "content" });

  // What stands around a place, nearest first, and at which position: when the place is drawn anew, its successor is found there.
  const around = one => {
    const chain = [];
    for (let at = one; at.parentElement && !at.matches("main, .mud-dialog, body"); at = at.parentElement) {
      chain.push([at.parentElement, [...at.parentElement.children].indexOf(at)]);
    }
    return chain;
  };

  addEventListener("focusin", event => {
    const one = event.target;
    if (!(one instanceof HTMLElement) || one === document.body || one.id === "content" || one.matches(".mud-focus-trap, .mud-focus-trap > div, .mud-dialog-container, .mud-dialog")) return;
    if (places.at(-1)?.one === one) return;
    places.push({ one, name: one.dataset.testid, page: location.pathname, chain: around(one) });
    if (places.length > most) places.shift();
  }, true);

  // What stands now where the place was: the same button, or the first thing beside it.
  const successor = place => {
    for (let level = 0; level < place.chain.length; level++) {
      const [parent, position] = place.chain[level];
      if (!parent.isConnected) continue;
      // A dialog's next button is not the same as the last one; where all of it is new, and on the page as a whole, there is no neighbourhood.
      if (!parent.closest("main, .mud-dialog") || parent.matches("main, .mud-dialog, .mud-dialog-content") || parent.closest(".mud-dialog-actions")) return null;
      let box = level === 0 ? parent : parent.children[Math.min(position, parent.children.length - 1)];
      for (let below = level - 1; below > 0 && box; below--) {
        box = box.children[place.chain[below][1]] ?? box;
      }
      const found = box ? [...box.querySelectorAll(stops)].filter(one => one.tabIndex >= 0 && usable(one)) : [];
      const next = found.find(one => place.name && one.dataset.testid === place.name) ?? found[0];
      if (next) return next;
    }
    return null;
  };

  const first = box => {
    const found = box ? [...box.querySelectorAll(stops)].filter(one => one.tabIndex >= 0 && usable(one)) : [];
    return found.find(one => one.matches("input, select, textarea")) ?? found[0];
  };

  const next = () => {
    const box = dialog();
    for (const place of [...places].reverse()) {
      if (box ? !box.contains(place.one) && place.one.isConnected : place.page !== location.pathname) continue;
      if (usable(place.one)) return place.one;
      const after = place.one.isConnected ? null : successor(place);
      if (after && (!box || box.contains(after))) return after;
    }
    return box ? first(box.querySelector(".mud-dialog-content")) ?? first(box) ?? box : document.getElementById("content");
  };

  let timer = 0;
  const look = () => {
    timer = 0;
    const last = places.at(-1);
    if (!last || !lost()) return;
    if (usable(last.one)) {
      // It was out of use for a moment, as a button is while it saves. Otherwise someone has clicked beside it.
      if (last.since) give(last.one);
      last.since = 0;
      return;
    }
    if (last.one.isConnected && last.one.disabled) {
      last.since ||= Date.now();
      if (Date.now() - last.since < patience) {
        soon(100);
        return;
      }
    }
    const heir = next();
    if (heir) give(heir);
  };
  const soon = wait => { timer ||= setTimeout(look, wait); };

  new MutationObserver(() => { if (lost()) soon(40); }).observe(document.documentElement, { childList: true, subtree: true, attributeFilter: ["disabled", "class"] });

  addEventListener("keydown", event => {
    if (event.key !== "Escape" || event.isComposing || event.defaultPrevented || document.activeElement?.closest(".mud-popover")) return;
    dialog()?.querySelector("[data-escape]:not(:disabled)")?.click();
  });
})();
