/** Light and dark, 24 columns, and one column on a phone. */
export const PREVIEW_STYLE = `
:root {
  color-scheme: light dark;
  --page: #f2f3f3; --text: #16191f; --quiet: #545b64; --box: #ffffff; --line: #d5dbdb; --grid: #e3e7e9;
  --ok: #1d8102; --alarm: #d13212; --link: #0073bb; --lift: none;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #0f1b2a; --text: #e9ebed; --quiet: #a5adb8; --box: #18232f; --line: #3b4a5c; --grid: #2a3747;
    --ok: #6aaf35; --alarm: #ff7a66; --link: #6fb8f0; --lift: brightness(1.45) saturate(0.9);
  }
}
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 90rem; padding: 1rem; background: var(--page); color: var(--text);
  font: 0.875rem/1.45 system-ui, sans-serif; overflow-wrap: break-word; }
h1 { margin: 0 0 0.5rem; font-size: 1.4rem; line-height: 1.2; }
h2 { margin: 0 0 0.6rem; font-size: 0.9rem; line-height: 1.3; }
header p { margin: 0 0 1rem; max-width: 60rem; color: var(--quiet); }
a { color: var(--link); }
i { color: var(--quiet); }
main { display: grid; grid-template-columns: repeat(24, minmax(0, 1fr)); grid-auto-rows: minmax(2.3rem, auto); }
article { margin: 0.25rem; padding: 0.75rem; border: 1px solid var(--line); border-radius: 6px; background: var(--box); min-width: 0; }
.graph { display: grid; grid-template: 9rem auto / 3.4rem minmax(0, 1fr); column-gap: 0.4rem; }
.graph.two { grid-template-columns: 3.4rem minmax(0, 1fr) 3.4rem; }
.graph svg { width: 100%; height: 100%; overflow: visible; color: var(--quiet); }
.grid { stroke: var(--grid); vector-effect: non-scaling-stroke; }
.annotation { stroke-dasharray: 4 3; vector-effect: non-scaling-stroke; }
.line { fill: none; stroke-width: 1.75; stroke-linejoin: round; vector-effect: non-scaling-stroke; }
.dots { fill: none; stroke-width: 5; stroke-linecap: round; vector-effect: non-scaling-stroke; }
.graph g, .legend span { filter: var(--lift); }
.values { position: relative; display: flex; flex-direction: column; justify-content: space-between; color: var(--quiet);
  font-size: 0.75rem; line-height: 1; margin: -0.375rem 0; font-variant-numeric: tabular-nums; }
.units { display: flex; justify-content: space-between; min-height: 1.1rem; margin-bottom: 0.35rem; color: var(--quiet); font-size: 0.75rem; }
.nothing { display: grid; place-items: center; margin: 0; height: 9rem; color: var(--quiet); font-style: italic; text-align: center; }
.quiet { margin: 0.5rem 0 0; color: var(--quiet); font-size: 0.8rem; }
.values.left { text-align: right; }
.times { grid-column: 2; display: flex; justify-content: space-between; color: var(--quiet); font-size: 0.75rem; margin-top: 0.3rem; }
.legend { display: flex; flex-wrap: wrap; gap: 0.1rem 0.9rem; margin: 0.5rem 0 0; padding: 0; list-style: none; font-size: 0.8rem; }
.legend span { display: inline-block; width: 0.7rem; height: 0.7rem; margin-right: 0.35rem; border-radius: 2px; }
.single b { display: block; font-size: 2rem; line-height: 1.3; }
.single i { display: block; }
.alarms { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 15rem), 1fr)); gap: 0.4rem; margin: 0; padding: 0; list-style: none; }
.alarms li { padding: 0.35rem 0.6rem; border: 1px solid var(--line); border-left: 4px solid var(--quiet); border-radius: 4px; }
.alarms b { display: block; font-size: 0.75rem; color: var(--quiet); }
.alarms .OK { border-left-color: var(--ok); }
.alarms .OK b { color: var(--ok); }
.alarms .ALARM { border-left-color: var(--alarm); }
.alarms .ALARM b { color: var(--alarm); }
table { width: 100%; border-collapse: collapse; font-size: 0.8rem; }
th, td { padding: 0.2rem 0.5rem 0.2rem 0; border-bottom: 1px solid var(--grid); text-align: left; vertical-align: top; }
th { color: var(--quiet); font-weight: 500; }
pre { margin: 0; white-space: pre-wrap; font-size: 0.78rem; }
@media (max-width: 48rem) {
  main { grid-template-columns: minmax(0, 1fr); }
  article { grid-area: auto !important; margin: 0.25rem 0; }
  /* The last column of the alarms is sentences: below the others they have the whole width. */
  tr { display: grid; grid-template-columns: minmax(0, 1fr) auto; padding: 0.3rem 0; border-bottom: 1px solid var(--grid); }
  th, td { padding: 0; border: 0; }
  th:nth-child(n + 3), td:nth-child(n + 3) { grid-column: 1 / -1; }
}
`;
