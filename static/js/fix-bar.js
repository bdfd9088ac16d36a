// Keep the bar above a keyboard that lies over the page, as on an iPhone.

const bar = document.querySelector(".fix-bar");
const seen = window.visualViewport;

function lift() {
  const covered = window.innerHeight - seen.height - seen.offsetTop;
  bar.style.setProperty("--covered", `${Math.max(0, Math.round(covered))}px`);
}

if (bar && seen) {
  seen.addEventListener("resize", lift);
  seen.addEventListener("scroll", lift);
  lift();
}
