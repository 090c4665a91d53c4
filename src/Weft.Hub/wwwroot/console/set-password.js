// The page behind a one-time link. The link's token stands behind the #, which no request carries; it goes only into the one call that uses it, and out of the address.
(() => {
  const form = document.getElementById("set-password");
  const token = new URLSearchParams(location.hash.slice(1)).get("token") ?? "";
  history.replaceState(null, "", location.pathname);
  form?.addEventListener("submit", async event => {
    event.preventDefault();
    const error = document.getElementById("set-password-error");
    const show = text => { error.textContent = text; error.hidden = false; };
    const [password, again] = [form.elements.password.value, form.elements.again.value];
    if (!password || password !== again) {
      show(form.dataset.differ);
      return;
    }
    const button = form.querySelector("[type=submit]");
    button.disabled = true;
    try {
      const answer = await fetch("/api/auth/set-password", { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ token, password }) });
      const body = await answer.json();
      if (answer.ok) {
        form.reset();
        location.href = "/login";
        return;
      }
      show(body.data?.errors?.map(e => e.message).join("；") || body.message);
    } catch {
      show(form.dataset.failed);
    }
    button.disabled = false;
  });
})();
