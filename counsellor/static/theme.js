// @ts-check
// Before the first picture: the colours that were chosen on this computer. No module: a module waits.
{
  const theme = localStorage.getItem("theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset["theme"] = theme;
}
