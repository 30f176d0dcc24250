// The only script: follows Airflow's light or dark, and opens other hosts outside the frame. Every page works without it.
(() => {
  "use strict";
  const root = document.documentElement;
  const framed = window.parent !== window;
  let outer = null;
  try { outer = framed ? window.parent.document : null; } catch { outer = null; }
  root.dataset.framed = framed ? "yes" : "no";

  function follow() {
    let theme = "";
    if (outer) {
      const kind = outer.documentElement.classList;
      theme = kind.contains("dark") ? "dark" : kind.contains("light") ? "light" : "";
    } else {
      try { theme = localStorage.getItem("theme") || ""; } catch { theme = ""; }
    }
    if (theme === "dark" || theme === "light") root.dataset.theme = theme;
    else delete root.dataset.theme;
  }
  follow();
  if (outer) new MutationObserver(follow).observe(outer.documentElement, { attributes: true, attributeFilter: ["class"] });
  else window.addEventListener("storage", follow);

  document.addEventListener("click", (event) => {
    const link = event.target.closest && event.target.closest("a");
    if (!link) return;
    if (link.classList.contains("out") && outer) {
      // The frame may open no windows, the page around it may.
      event.preventDefault();
      const copy = outer.createElement("a");
      copy.href = link.href; copy.target = "_blank"; copy.rel = "noopener noreferrer nofollow";
      copy.click();
    }
    if (link.classList.contains("passage")) {
      const target = document.getElementById(link.hash.slice(1));
      if (!target) return;
      event.preventDefault();
      history.replaceState(null, "", link.hash);
      document.querySelectorAll(".passage.here").forEach((other) => other.classList.remove("here"));
      link.classList.add("here"); target.classList.add("here");
      target.scrollIntoView({ block: "center" });
      target.focus({ preventScroll: true });
    }
  });
})();
