// The preview: hears of each save, changes the web issue in place, shows the other editions and what is wrong.
"use strict";
{
  const $ = (id) => document.getElementById(id);
  const stage = $("stage"), sheets = $("sheets"), waiting = $("waiting"), panel = $("problems"), toggle = $("toggle");
  const choice = $("choice").elements;
  const web = document.body.dataset.web;

  let number = 0; // of the newest rendering
  let files = []; // those of the web issue
  let shown = ""; // the view on the stage and the number it was made for
  let issue = null; // the frame of the web issue, which keeps the reader's place while another view is looked at
  let was = null; // the web issue as it was served: what is in that frame, but for what scripts and readers did
  let other = null; // the frame of another edition
  let told = { problems: [], notices: [], stale: false };
  let failed = []; // what keeps the view on the stage from being made
  let dismissed = ""; // the errors that were put away

  const OLD = "Not updated";
  const view = () => [...choice.view].find((one) => one.checked).value;
  const say = (text) => { $("status").textContent = text; };

  // ---- The page on the stage

  const made = (element, text, attributes = {}) => {
    const node = document.createElement(element);
    if (text) node.textContent = text;
    for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
    return node;
  };

  /** Says something in place of a view: a heading, a sentence, perhaps a link. */
  const instead = (head, text = "", link = null) => {
    waiting.replaceChildren(...(head ? [made("b", head)] : []), text, ...(link ? [link] : []));
    waiting.hidden = false;
  };

  /** Empties the stage; the web issue waits behind it. */
  const clear = () => {
    other?.remove();
    other = null;
    issue?.classList.add("away");
    sheets.hidden = waiting.hidden = true;
  };

  /** Resolves with a loaded frame, unseen as yet. */
  const loaded = (address, title) => new Promise((resolve) => {
    const next = made("iframe", "", { src: address, title, class: "away" });
    next.addEventListener("load", () => resolve(next), { once: true });
    stage.append(next);
  });

  // ---- Light and dark

  const asked = new WeakMap(); // by rule: what a style sheet asks of the screen

  /** Has a page drawn as on a light or a dark screen, whichever this one is: its rules answer to the bar alone. */
  const paint = (it) => {
    const dark = choice.dark.checked;
    it.style.colorScheme = dark ? "dark" : "light";
    for (const sheet of it.contentDocument?.styleSheets ?? []) {
      for (const { media } of sheet.cssRules) {
        if (!media) continue;
        if (!asked.has(media)) asked.set(media, media.mediaText);
        media.mediaText = asked.get(media).replace(/\(prefers-color-scheme: (dark|light)\)/g, (_, scheme) =>
          (scheme === "dark") === dark ? "(min-width: 0px)" : "(max-width: 0px)");
      }
    }
  };

  // ---- The reader's place

  /** Returns the anchor nearest above the top of the window, and how far above it stands. */
  const place = (page) => {
    let here = null;
    for (const one of page.querySelectorAll("main [id]")) {
      if (one.closest("svg") || one.offsetParent === null) continue;
      const { top } = one.getBoundingClientRect();
      if (top > 120) break;
      here = { id: one.id, top };
    }
    return here && page.defaultView.scrollY > 0 ? here : null;
  };

  const putBack = (page, here, scroll) => {
    const one = here && page.getElementById(here.id);
    const top = one ? page.defaultView.scrollY + one.getBoundingClientRect().top - here.top : scroll;
    if (Math.abs(top - page.defaultView.scrollY) >= 1) page.defaultView.scrollTo({ top, behavior: "instant" });
  };

  /** Returns what a reader has opened and chosen, by where it stands. */
  const opened = (page) => {
    const key = (one) => {
      const home = one.closest("[id]");
      return `${home ? home.id : ""} ${[...(home || page).querySelectorAll("details")].indexOf(one)}`;
    };
    const open = new Set([...page.querySelectorAll("details[open]")].map(key));
    const picked = [...page.querySelectorAll("input:checked")].map((one) => [one.name, one.value]);
    return (next) => {
      for (const one of next.querySelectorAll("details")) if (open.has(key(one))) one.open = true;
      for (const input of next.querySelectorAll("input")) {
        if (!picked.some(([name, value]) => name === input.name && value === input.value) || input.checked) continue;
        input.checked = true;
        input.dispatchEvent(new Event("change", { bubbles: true }));
      }
    };
  };

  // ---- Changing it in place

  /** Returns what the issue's own script has learned of a page by heart: a page that differs in it is loaded anew. */
  const learned = (page) => JSON.stringify([
    [...page.querySelectorAll("script:not([type]), meta[http-equiv], link")].map((one) => one.outerHTML),
    [...page.querySelectorAll("[data-story]")].map((one) => [one.id, one.dataset.region, one.dataset.topic]),
    [...page.querySelectorAll(".contents a")].map((one) => one.hash || one.getAttribute("href")),
    [...page.querySelectorAll("[data-group], [data-part]")].map((one) => one.id || one.dataset.part),
    page.querySelector(".filters")?.outerHTML,
  ]);

  /** Makes ``live``, which was ``before``, what ``after`` is. What scripts and readers did to the rest stays. */
  const change = (before, after, live) => {
    if (before.isEqualNode(after)) return;
    if (before.nodeType !== Node.ELEMENT_NODE) {
      live.data = after.data;
      return;
    }
    for (const { name } of [...before.attributes]) if (!after.hasAttribute(name)) live.removeAttribute(name);
    for (const { name, value } of after.attributes) {
      if (before.getAttribute(name) !== value) live.setAttribute(name, value);
    }
    const old = [...before.childNodes], fresh = [...after.childNodes], there = [...live.childNodes];
    if (there.length !== old.length) {
      live.replaceChildren(...fresh.map((one) => live.ownerDocument.importNode(one, true)));
      return;
    }
    let start = 0, end = 0;
    const most = Math.min(old.length, fresh.length);
    while (start < most && old[start].isEqualNode(fresh[start])) start += 1;
    while (end < most - start && old[old.length - 1 - end].isEqualNode(fresh[fresh.length - 1 - end])) end += 1;
    const gone = old.slice(start, old.length - end), come = fresh.slice(start, fresh.length - end);
    const alike = gone.length === come.length
      && gone.every((one, at) => one.nodeName === come[at].nodeName && one.id === come[at].id);
    if (alike) {
      gone.forEach((one, at) => change(one, come[at], there[start + at]));
      return;
    }
    const next = there[old.length - end] || null;
    for (const one of there.slice(start, old.length - end)) one.remove();
    for (const one of come) live.insertBefore(live.ownerDocument.importNode(one, true), next);
  };

  const showWeb = async (wanted) => {
    const { address } = files[0];
    const text = await (await fetch(address)).text();
    if (wanted !== number || view() !== web) return; // a newer one is on its way
    const live = issue?.contentDocument;
    // Parsed as the frame would: its policy holds for what is inside, not that of this page.
    const parsed = (frame) => new frame.contentWindow.DOMParser().parseFromString(text, "text/html");
    let now = live && parsed(issue);
    if (live && learned(was) === learned(now)) {
      const here = place(live), scroll = live.defaultView.scrollY;
      change(was.documentElement, now.documentElement, live.documentElement);
      paint(issue);
      putBack(live, here, scroll);
      live.defaultView.dispatchEvent(new Event("scroll"));
    } else {
      const here = live && place(live), scroll = live ? live.defaultView.scrollY : 0, again = live && opened(live);
      const next = await loaded(address, "The web issue");
      if (wanted !== number || view() !== web) { next.remove(); return; }
      await next.contentDocument.fonts.ready;
      again?.(next.contentDocument);
      if (live) putBack(next.contentDocument, here, scroll);
      heed(next.contentDocument);
      now = parsed(next);
      paint(next);
      issue?.remove();
      issue = next;
    }
    clear();
    issue.classList.remove("away");
    was = now;
    shown = `${web} ${wanted}`;
    failed = [];
  };

  /** Listens inside a page: Escape puts the problems away, links to other sites leave the preview as it is. */
  const heed = (page) => {
    page.addEventListener("keydown", escape);
    page.addEventListener("click", (event) => {
      const link = event.target.closest("a[href]");
      if (!link || link.getAttribute("href").startsWith("#")) return;
      event.preventDefault();
      window.open(link.href, "_blank", "noopener");
    });
  };

  // ---- The other editions

  const size = (pages) => (pages === 1 ? "1 page" : `${pages} pages`);

  const sheet = async ({ name, address }) => {
    const text = await (await fetch(address)).text();
    const one = made("section", "", { class: "sheet" }), head = made("div", "", { class: "head" });
    const copy = made("button", "Copy", { type: "button", "aria-label": `Copy ${name}` });
    copy.addEventListener("click", async () => {
      await navigator.clipboard.writeText(text.trimEnd());
      say(`${name} is copied`);
    });
    head.append(made("h2", name), copy);
    one.append(head, made("pre", text.trimEnd()));
    return one;
  };

  const showOther = async (name, wanted) => {
    if (shown.split(" ")[0] !== name) {
      clear();
      instead("", "One moment: this view is being made.");
    }
    say("Making this view");
    const found = await (await fetch(`/look/${name}`)).json();
    if (view() !== name || found.number < number) return;
    failed = found.problems;
    if (found.problems.length) {
      say("");
      list();
      if (shown.split(" ")[0] !== name) instead("This view cannot be made.", found.problems[0].message);
      return;
    }
    if (!found.files.length) {
      clear();
      instead("There is nothing in this view.", "The issue would have no such file.");
    } else if (found.files[0].kind === "text") {
      const made = await Promise.all(found.files.map(sheet));
      const top = sheets.hidden ? 0 : sheets.scrollTop;
      clear();
      sheets.replaceChildren(...made);
      sheets.hidden = false;
      sheets.scrollTop = top;
    } else {
      await showFile(name, found.files[0]);
    }
    shown = `${name} ${wanted}`;
    say(found.files[0]?.pages ? size(found.files[0].pages) : "");
    list();
  };

  /** Returns the part of a PDF's address that opens it at the story being read in the web issue. */
  const opensAt = () => {
    const here = issue && place(issue.contentDocument);
    const story = here && issue.contentDocument.getElementById(here.id).closest("[data-story]");
    return story ? `nameddest=${encodeURIComponent(story.id)}` : "page=1";
  };

  const showFile = async (name, { kind, address, pages }) => {
    if (kind === "pdf" && !navigator.pdfViewerEnabled) {
      clear();
      const link = made("a", `Open the PDF, ${size(pages)}`, { href: address, target: "_blank" });
      instead("This browser shows no PDF in a page.", "", link);
      return;
    }
    const at = kind === "pdf" ? `?${number}#${opensAt()}` : ""; // the number, or nothing would be loaded anew
    const next = await loaded(`${address}${at}`, kind === "pdf" ? "The printed issue" : `The edition ${name}`);
    if (view() !== name) { next.remove(); return; }
    if (kind !== "pdf") {
      heed(next.contentDocument);
      paint(next);
    }
    clear();
    next.classList.remove("away");
    other = next;
  };

  const look = async () => {
    const wanted = number, name = view();
    stage.classList.toggle("phone", name !== "pdf" && choice.phone.checked);
    remember();
    if (!wanted || shown === `${name} ${wanted}`) return;
    try {
      if (name === web) {
        await showWeb(wanted);
        list();
      } else {
        await showOther(name, wanted);
      }
      const isPage = (name === web ? issue : other)?.contentDocument?.contentType === "text/html";
      choice.phone.disabled = choice.dark.disabled = !isPage;
    } catch (error) {
      if (!(error instanceof TypeError)) throw error; // the server is away: it says so itself
    }
  };

  // ---- What is wrong

  const counted = (count, name) => `${count} ${name}${count === 1 ? "" : "s"}`;

  const item = (one) => {
    const row = made("li"), where = made("p", "", { class: "where" }), what = made("p", "", { class: "what" });
    where.append(made("span", one.file || "This issue"));
    if (one.line) where.append(" ", made("span", `line ${one.line}${one.column ? `, column ${one.column}` : ""}`, { class: "at" }));
    what.append(made("span", one.severity === "error" ? "Error" : "Warning", { class: `grade ${one.severity}` }), `: ${one.message} `);
    if (one.rule) what.append(made("span", `[${one.rule}]`, { class: "rule" }));
    if (one.hint) what.append(made("span", one.hint, { class: "hint" }));
    row.append(where, what);
    return row;
  };

  const list = () => {
    const problems = [...failed, ...told.problems];
    const errors = problems.filter((one) => one.severity === "error");
    const parts = [
      errors.length && counted(errors.length, "error"),
      problems.length > errors.length && counted(problems.length - errors.length, "warning"),
    ].filter(Boolean);
    const notes = told.notices.length ? counted(told.notices.length, "note") : "";
    const words = parts.join(" and ") || notes;
    toggle.hidden = !words;
    toggle.textContent = words;
    toggle.className = errors.length ? "errors" : problems.length ? "" : "notices";
    panel.classList.toggle("errors", errors.length > 0);
    $("problems-head").textContent = words;
    $("stale").hidden = !told.stale || !number;
    $("list").replaceChildren(...problems.map(item));
    $("notices").replaceChildren(...told.notices.map((text) => made("li", text)));
    const key = JSON.stringify(errors);
    if (!words) open(false);
    else if (errors.length && key !== dismissed) open(true);
    else if (!errors.length && panel.dataset.by === "errors") open(false);
    if (!errors.length) dismissed = "";
    if (told.stale) say(OLD);
    else if ($("status").textContent === OLD) say("");
  };

  const open = (is, by = "errors") => {
    panel.hidden = !is;
    panel.dataset.by = is ? by : "";
    toggle.setAttribute("aria-expanded", String(is));
  };

  const putAway = () => {
    const within = panel.contains(document.activeElement);
    dismissed = JSON.stringify([...failed, ...told.problems].filter((one) => one.severity === "error"));
    open(false);
    if (within) toggle.focus();
  };

  function escape(event) {
    if (event.key === "Escape" && !panel.hidden) putAway();
  }

  toggle.addEventListener("click", () => {
    if (!panel.hidden) { putAway(); return; }
    open(true, "hand");
    panel.focus();
  });
  $("close").addEventListener("click", putAway);
  document.addEventListener("keydown", escape);

  // ---- The bar

  const remember = () => {
    const ways = ["phone", "dark"].filter((name) => choice[name].checked);
    history.replaceState(null, "", `#${[view(), ...ways].join("+")}`);
  };

  const recall = () => {
    const [name, ...ways] = location.hash.slice(1).split("+");
    for (const one of choice.view) one.checked = name ? one.value === name : one.checked;
    if (![...choice.view].some((one) => one.checked)) choice.view[0].checked = true;
    choice.phone.checked = ways.includes("phone");
    choice.dark.checked = name ? ways.includes("dark") : matchMedia("(prefers-color-scheme: dark)").matches;
  };

  $("choice").addEventListener("submit", (event) => event.preventDefault());
  $("choice").addEventListener("change", () => {
    for (const one of [issue, other]) if (one) paint(one);
    failed = [];
    list();
    look();
  });

  // ---- What the server says

  const events = new EventSource("/events");
  events.addEventListener("page", (event) => {
    const news = JSON.parse(event.data);
    number = news.number;
    files = news.files;
    $("name").textContent = news.name;
    $("title").textContent = news.title;
    document.title = `${news.name}, ${news.title} · preview`;
    $("drafts").hidden = !news.drafts;
    $("drafts").textContent = counted(news.drafts, "draft");
    told = { ...told, stale: false };
    performance.mark("page"); // for whoever measures
    if (view() === web) say(`Updated in ${Math.round(news.took)} ms`);
    look().then(() => performance.mark("shown"));
  });
  events.addEventListener("problems", (event) => {
    told = JSON.parse(event.data);
    if (told.number < number) told.stale = false; // said of an older page, before this one was made
    if (!number) instead("The issue cannot be shown yet.", "What keeps it from it stands below.");
    list();
  });
  events.addEventListener("open", () => {
    $("status").classList.remove("lost");
    say("");
  });
  events.addEventListener("error", () => {
    $("status").classList.add("lost");
    say("The preview has stopped. Start it again, and this page goes on.");
  });
  addEventListener("hashchange", () => { recall(); look(); });

  recall();
}
