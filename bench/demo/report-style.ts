/** Light and dark, and one column on a phone. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --page: #fbfbf9; --text: #1d2430; --quiet: #5a6472; --box: #ffffff; --line: #c5ccd6;
  --good: #1b7f4b; --bad: #b3261e; --write: #2f6fdb; --first: #d9822b; --second: #2a9d8f;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #14181f; --text: #e8ebf0; --quiet: #9aa5b4; --box: #1d232d; --line: #3b4554;
    --good: #5bd08f; --bad: #ff8a80; --write: #7aa9ff; --first: #f0a95b; --second: #63cfc2;
  }
}
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 72rem; padding: 1rem; background: var(--page); color: var(--text);
  font: 1rem/1.5 system-ui, sans-serif; }
h1 { margin: 0.5rem 0; font-size: 1.6rem; line-height: 1.2; }
h2 { margin: 1.5rem 0 0.5rem; font-size: 1.1rem; }
header p { max-width: 48rem; }
.verdict { font-weight: 600; font-size: 1.15rem; }
.good { color: var(--good); }
.bad { color: var(--bad); }
main { display: grid; gap: 1rem 2.5rem; grid-template-columns: minmax(0, 26rem) minmax(0, 1fr); align-items: start; }
@media (max-width: 48rem) { main { grid-template-columns: minmax(0, 1fr); } }
figure { margin: 0; }
figcaption { margin-top: 0.5rem; color: var(--quiet); font-size: 0.85rem; }
svg { display: block; width: 100%; height: auto; max-width: 34rem; }
svg text { fill: var(--text); font: 15px system-ui, sans-serif; }
svg .title { font-weight: 600; }
svg .quiet { fill: var(--quiet); }
svg .box { fill: var(--box); stroke: var(--line); }
svg .arrow { stroke: var(--quiet); fill: none; stroke-width: 1.5; }
svg .tip { fill: var(--quiet); }
svg .good { stroke: var(--good); }
svg .bad { stroke: var(--bad); }
svg text.good { fill: var(--good); stroke: none; }
svg text.bad { fill: var(--bad); stroke: none; }
svg .write { fill: var(--write); }
svg .first { fill: var(--first); }
svg .second { fill: var(--second); }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; font-size: 0.9rem; }
th, td { padding: 0.3rem 0.6rem; border-bottom: 1px solid var(--line); text-align: right; }
th { color: var(--quiet); font-weight: 500; vertical-align: bottom; }
th:nth-child(-n+2), td:nth-child(-n+2) { text-align: left; }
`;
