// Filters, the reader's place, Escape. Without this every story is shown and the contents still work.
"use strict";
{
  const stories = [...document.querySelectorAll("[data-story]")];
  const entries = new Map();
  for (const link of document.querySelectorAll(".contents a")) entries.set(link.hash.slice(1), link);
  const form = document.querySelector(".filters");
  let filtered = false;

  // The place: the last anchor above the upper third of the window.
  const places = [...entries.keys()].map((id) => document.getElementById(id)).filter(Boolean);
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  let current = null;
  let waiting = false;
  const mark = () => {
    waiting = false;
    const line = innerHeight / 3;
    let here = null;
    for (const place of places) {
      if (place.offsetParent !== null && place.getBoundingClientRect().top <= line) here = place;
    }
    const link = here && entries.get(here.id);
    if (link === current) return;
    if (current) current.removeAttribute("aria-current");
    current = link;
    if (!link) return;
    link.setAttribute("aria-current", "location");
    const bar = link.closest(".contents > ol"), column = link.closest(".contents");
    const behavior = calm.matches ? "auto" : "smooth";
    const from = link.getBoundingClientRect();
    if (bar.scrollWidth > bar.clientWidth) {
      const frame = bar.getBoundingClientRect();
      bar.scrollBy({ left: from.left - frame.left - (frame.width - from.width) / 2, behavior });
    } else if (column.scrollHeight > column.clientHeight) {
      const frame = column.getBoundingClientRect();
      column.scrollBy({ top: from.top - frame.top - frame.height / 2, behavior });
    }
  };
  const look = () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(mark);
  };
  addEventListener("scroll", look, { passive: true });
  addEventListener("resize", look, { passive: true });
  look();

  // Escape puts away where a number comes from, until the reader has left it.
  addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const fact of document.querySelectorAll(".fact:hover, .fact:focus-within")) {
      fact.classList.add("quiet");
      for (const left of ["mouseleave", "focusout"]) {
        fact.addEventListener(left, () => fact.classList.remove("quiet"), { once: true });
      }
    }
  });

  if (form) {
    const status = form.querySelector("[role=status]");
    const all = form.querySelector("[type=reset]");
    const facets = ["region", "topic"].filter((name) => form.elements[name]);
    const chosen = (name) => (facets.includes(name) ? form.elements[name].value : "");
    const fits = (story, wanted) => facets.every((name) => !wanted[name] || story.dataset[name] === wanted[name]);

    const show = () => {
      const wanted = Object.fromEntries(facets.map((name) => [name, chosen(name)]));
      filtered = facets.some((name) => wanted[name]);
      for (const story of stories) {
        story.hidden = !fits(story, wanted);
        const entry = entries.get(story.id);
        if (entry) entry.parentElement.hidden = story.hidden;
      }
      for (const group of document.querySelectorAll("[data-group]")) {
        group.hidden = ![...group.querySelectorAll("[data-story]")].some((story) => !story.hidden);
        const list = document.querySelector(`[data-part="${group.id}"]`);
        if (list) list.hidden = group.hidden;
      }
      // A choice that would leave nothing cannot be made, so that no result is empty.
      for (const name of facets) {
        for (const input of form.elements[name]) {
          input.disabled = !stories.some((story) => fits(story, { ...wanted, [name]: input.value }));
        }
      }
      const count = stories.filter((story) => !story.hidden).length;
      status.textContent = filtered
        ? `${count} of ${stories.length} stories shown`
        : `All ${stories.length} stories shown`;
      all.hidden = !filtered;
      look();
    };
    const showAll = () => {
      for (const name of facets) form.elements[name][0].checked = true;
      show();
    };
    form.addEventListener("change", show);
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("reset", (event) => {
      event.preventDefault();
      showAll();
      form.querySelector("input").focus();
    });

    // A link into a story that is filtered away shows everything again.
    const reveal = (hash) => {
      const target = filtered && document.getElementById(decodeURIComponent(hash.slice(1)));
      if (!target || !target.closest("[hidden]")) return;
      showAll();
      target.scrollIntoView();
    };
    document.addEventListener("click", (event) => {
      const link = event.target.closest('a[href^="#"]');
      if (link) reveal(link.hash);
    });
    addEventListener("hashchange", () => reveal(location.hash));
    addEventListener("pageshow", show);
    form.hidden = false;
    show();
  }
}
