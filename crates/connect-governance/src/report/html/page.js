(() => {
  const root = document.documentElement;
  const links = [...document.querySelectorAll("nav a")];
  const boxes = [...document.querySelectorAll(".counts input")];
  const show = () => {
    const on = new Set(boxes.filter((box) => box.checked).map((box) => box.value));
    for (const it of document.querySelectorAll(".finding")) it.hidden = !on.has(it.dataset.severity);
    for (const area of document.querySelectorAll("section.area")) {
      const none = !area.querySelector(".finding:not([hidden])");
      area.hidden = none;
      const link = links.find((it) => it.hash === "#" + area.id);
      if (link) link.parentElement.hidden = none;
    }
  };
  root.classList.add("scripted");
  for (const box of boxes) box.addEventListener("change", show);
  show();
})();
