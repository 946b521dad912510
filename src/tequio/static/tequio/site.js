// Ease on top of pages that work without it: finding by typing, counted words, kept text, printing, menus.
const each = (selector, act) => document.querySelectorAll(selector).forEach(act);
const wait = (act, ms, timer) => (...args) => { clearTimeout(timer); timer = setTimeout(act, ms, ...args); };
const make = (tag, props, ...inside) => { const node = Object.assign(document.createElement(tag), props); node.append(...inside); return node; };
const token = (form) => form.elements.csrfmiddlewaretoken?.value;

document.querySelector(".errors")?.focus();
each("[data-print]", (button) => { button.hidden = false; button.onclick = () => print(); });

// Menus close by Escape and by looking elsewhere.
each(".menu", (menu) => {
  menu.addEventListener("keydown", (event) => { if (event.key === "Escape") { menu.open = false; menu.firstElementChild.focus(); } });
  menu.addEventListener("focusout", (event) => { if (event.relatedTarget && !menu.contains(event.relatedTarget)) menu.open = false; });
  addEventListener("click", (event) => { if (!menu.contains(event.target)) menu.open = false; });
});

// A moment in a place's time is said on the reader's own clock too, where that shows another hour.
each("time[data-yours]", (time) => {
  const on = (timeZone) => new Date(time.dateTime).toLocaleString(document.documentElement.lang, { dateStyle: "long", timeStyle: "short", hourCycle: "h23", timeZone });
  if (on() !== on(time.dataset.zone)) time.after(make("span", { className: "meta" }, ` · ${time.dataset.yours.replace("{when}", on())}`));
});

// A file that is too large is told of before it is sent: what was typed beside it stays.
each("[data-most]", (input) => input.addEventListener("change", () => {
  const over = [...input.files].some((file) => file.size > Number(input.dataset.most));
  input.setCustomValidity(over ? input.dataset.said : "");
  input.reportValidity();
}));

// The server counts the words; the page asks it when typing rests.
each("[data-count]", (place) => {
  const field = document.getElementById(place.dataset.counts);
  field?.addEventListener("input", wait(async () => {
    const body = new URLSearchParams({ text: field.value, limit: place.dataset.limit ?? "" });
    const answer = await fetch(place.dataset.count, { method: "POST", body, headers: { "X-CSRFToken": token(field.form) } }).catch(() => null);
    if (!answer?.ok) return;
    const { sentence, over } = await answer.json();
    place.textContent = sentence;
    place.classList.toggle("over", over);
  }, 500));
});

// Finding by typing: <div class="combo" data-find="URL" data-name="place" [data-many]> around an input and, for what is chosen, ul.chips.
each(".combo", (combo) => {
  const input = combo.querySelector("input:not([type=hidden])");
  const { find, name, many, none } = combo.dataset;
  const chosen = combo.querySelector(".chips");
  const list = make("ul", { id: `${input.id}_list`, role: "listbox", hidden: true, ariaLabel: input.labels[0]?.textContent ?? "" });
  let at = -1;
  combo.append(list);
  Object.entries({ role: "combobox", autocomplete: "off", "aria-autocomplete": "list", "aria-controls": list.id, "aria-expanded": "false" })
    .forEach(([key, value]) => input.setAttribute(key, value));
  const show = (open) => { list.hidden = !open; input.setAttribute("aria-expanded", open); if (!open) mark(-1); };
  const mark = (index) => {
    at = index;
    [...list.children].forEach((option, i) => { option.ariaSelected = i === at; if (i === at) option.scrollIntoView({ block: "nearest" }); });
    if (at < 0) input.removeAttribute("aria-activedescendant"); else input.setAttribute("aria-activedescendant", list.children[at].id);
  };
  const take = (option) => {
    const { id, label } = option.dataset;
    if (many === undefined) { combo.querySelector("input[type=hidden]").value = id; input.value = label; }
    else {
      if (![...chosen.querySelectorAll("input")].some((held) => held.value === id)) chosen.append(chip(id, label));
      input.value = "";
    }
    show(false);
    input.dispatchEvent(new Event("change", { bubbles: true }));
  };
  const chip = (id, label) => make("li", {}, make("button", { type: "button", className: "chip" }, label), make("input", { type: "hidden", name, value: id }));
  chosen?.addEventListener("click", (event) => {
    if (event.target.closest("button")) { event.preventDefault(); event.target.closest("li").remove(); input.focus(); input.dispatchEvent(new Event("change", { bubbles: true })); }
  });
  input.addEventListener("input", () => { const held = combo.querySelector(":scope > input[type=hidden]"); if (held) held.value = ""; });
  input.addEventListener("input", wait(async () => {
    const asked = input.value.trim();
    if (!asked) return show(false);
    const answer = await fetch(`${find}${find.includes("?") ? "&" : "?"}${new URLSearchParams({ q: asked })}`).catch(() => null);
    if (!answer?.ok || asked !== input.value.trim()) return;
    const { results } = await answer.json();
    list.replaceChildren(...results.map(({ id, label, hint }, i) => {
      const option = make("li", { id: `${list.id}_${i}`, role: "option", ariaSelected: "false" }, label, hint ? make("small", {}, ` · ${hint}`) : "");
      Object.assign(option.dataset, { id, label });
      return option;
    }));
    if (!results.length && none) list.append(make("li", { id: `${list.id}_0`, role: "option", ariaDisabled: "true" }, none));
    show(list.children.length > 0); mark(-1);
  }, 200));
  input.addEventListener("keydown", (event) => {
    const size = list.children.length;
    if (event.key === "Escape") show(false);
    else if (list.hidden || !size) return;
    else if (event.key === "ArrowDown") mark((at + 1) % size);
    else if (event.key === "ArrowUp") mark((at + size - (at < 0 ? 0 : 1)) % size);
    else if (event.key === "Enter" && at >= 0 && list.children[at].dataset.id) take(list.children[at]);
    else return;
    event.preventDefault();
  });
  list.addEventListener("mousedown", (event) => { event.preventDefault(); const option = event.target.closest("[data-id]"); if (option) take(option); });
  input.addEventListener("blur", () => show(false));
});

// Typed text is kept on this device until the server has confirmed it, and sent again when the line is back.
each("form[data-keep]", (form) => {
  const { keep, version } = form.dataset;
  const kept = form.querySelector(".kept");
  const key = `tequio:${keep}`;
  const said = (what) => { kept.textContent = kept.dataset[what] ?? what ?? ""; };
  const typed = () => [...new FormData(form)].filter(([name, value]) => typeof value === "string" && name !== "csrfmiddlewaretoken");
  const put = (sent) => localStorage.setItem(key, JSON.stringify({ version, sent, typed: typed() }));
  const post = (more) => fetch(keep, { method: "POST", body: new URLSearchParams(typed()), headers: { "X-CSRFToken": token(form) }, ...more }).catch(() => null);
  const held = JSON.parse(localStorage.getItem(key) ?? "null");
  // What went out with the page has arrived when the server's version moved on; all else is put back.
  if (held?.sent && held.version !== version) localStorage.removeItem(key);
  else if (held) {
    held.typed.forEach(([name, value]) => { const field = form.elements[name]; if (field && !["checkbox", "file"].includes(field.type)) field.value = value; });
    said("back");
  }
  const send = async () => {
    put(false);
    const now = localStorage.getItem(key);
    const answer = await post();
    if (!answer || answer.status >= 500) { said("offline"); return setTimeout(() => { if (localStorage.getItem(key)) send(); }, 15000); }
    if (!answer.ok) return said((await answer.json().catch(() => ({}))).sentence ?? "offline");
    if (localStorage.getItem(key) === now) localStorage.removeItem(key);
    said("saved"); setTimeout(() => said(""), 3000);
  };
  form.addEventListener("input", () => put(false));
  form.addEventListener("input", wait(send, 1500));
  form.addEventListener("change", wait(send, 1500));
  form.addEventListener("submit", (event) => { if (navigator.onLine) put(true); else { event.preventDefault(); send(); } });
  addEventListener("pagehide", () => { const left = JSON.parse(localStorage.getItem(key) ?? "null"); if (left && !left.sent) { put(true); post({ keepalive: true }); } });
  addEventListener("online", () => { if (localStorage.getItem(key)) send(); });
});
