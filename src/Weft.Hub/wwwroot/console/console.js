// What the console needs of the browser besides Blazor: sign-in, cookies for language and theme, copying, the clock of live lists.
(() => {
  const year = 31536000;
  const keep = (name, value) => {
    const secure = location.protocol === "https:" ? "; secure" : "";
    document.cookie = `${name}=${value}; path=/; max-age=${year}; samesite=strict${secure}`;
  };
  let timer = 0;

  window.weft = {
    // It stays in the document: Blazor puts the page before it.
    ready() {
      document.getElementById("boot").hidden = true;
    },
    isSmall() {
      return matchMedia("(max-width: 900px)").matches;
    },
    speak(language) {
      keep("weft.lang", language);
      location.reload();
    },
    theme(name) {
      keep("weft.theme", name);
      document.documentElement.dataset.theme = name;
    },
    async copy(text) {
      try {
        await navigator.clipboard.writeText(text);
        return true;
      } catch {
        const box = Object.assign(document.createElement("textarea"), { value: text });
        document.body.append(box);
        box.select();
        const done = document.execCommand("copy");
        box.remove();
        return done;
      }
    },
    // The chosen tab comes into view, in the middle where there is room.
    reveal(row) {
      const tab = row?.querySelector("[aria-selected=true]");
      if (tab) row.scrollLeft += tab.getBoundingClientRect().left - row.getBoundingClientRect().left - (row.clientWidth - tab.offsetWidth) / 2;
    },
    fetch(address) {
      Object.assign(document.createElement("a"), { href: address, download: "" }).click();
    },
    save(name, text) {
      const link = Object.assign(document.createElement("a"), { download: name, href: URL.createObjectURL(new Blob([text], { type: "text/plain" })) });
      link.click();
      URL.revokeObjectURL(link.href);
    },
    live(page) {
      clearInterval(timer);
      timer = setInterval(() => {
        if (!document.hidden && !document.querySelector(".mud-dialog, [role=dialog]")) page.invokeMethodAsync("RefreshAsync").catch(() => clearInterval(timer));
      }, 30000);
    },
    unlive() {
      clearInterval(timer);
    },
    async signOut() {
      const token = await fetch("/api/auth/csrf").then(answer => answer.json());
      await fetch("/api/auth/logout", { method: "POST", headers: { "X-CSRF-Token": token.data?.csrfToken ?? "" } });
      location.href = "/login";
    },
  };

  // Only addresses of our own, so that a link can not send a person elsewhere after signing in.
  const target = () => {
    const wanted = new URLSearchParams(location.search).get("returnUrl") ?? "/";
    const url = new URL(wanted, location.origin);
    return url.origin === location.origin && wanted.startsWith("/") && !wanted.startsWith("//") ? url.pathname + url.search : "/";
  };

  document.querySelectorAll("[data-reload]").forEach(button => button.addEventListener("click", () => location.reload()));

  // The Hub was started anew and knows nothing of this page any more.
  document.getElementById("components-reconnect-modal")?.addEventListener("components-reconnect-state-changed", event => {
    if (["rejected", "resume-failed"].includes(event.detail.state)) location.reload();
  });

  document.querySelectorAll("[data-lang]").forEach(button => button.addEventListener("click", () => window.weft.speak(button.dataset.lang)));

  const form = document.getElementById("login");
  form?.addEventListener("submit", async event => {
    event.preventDefault();
    const error = document.getElementById("login-error");
    const show = text => { error.textContent = text; error.hidden = false; };
    const [username, password] = [form.username.value.trim(), form.password.value];
    if (!username || !password) {
      show(form.dataset.required);
      (username ? form.password : form.username).focus();
      return;
    }
    const button = form.querySelector("[type=submit]");
    button.disabled = true;
    error.hidden = true;
    try {
      const answer = await fetch("/api/auth/session", { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ username, password }) });
      const body = await answer.json();
      if (answer.ok) {
        form.password.value = "";
        location.href = target();
        return;
      }
      show(form.dataset.wrong || body.message);
      form.password.focus();
    } catch {
      show(form.dataset.failed);
    }
    button.disabled = false;
  });
})();
