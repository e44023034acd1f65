/** Light and dark, and one column on a phone. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --page: #fbfbf9; --text: #1d2430; --quiet: #5a6472; --box: #ffffff; --line: #c5ccd6; --grid: #e3e7ec;
  --good: #1b7f4b; --bad: #b3261e; --write: #2f6fdb; --first: #c9701a; --second: #22877b; --publish: #8a4fc7;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #14181f; --text: #e8ebf0; --quiet: #9aa5b4; --box: #1d232d; --line: #3b4554; --grid: #2a323e;
    --good: #5bd08f; --bad: #ff8a80; --write: #7aa9ff; --first: #f0a95b; --second: #63cfc2; --publish: #c39bf0;
  }
}
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 84rem; padding: 1rem; background: var(--page); color: var(--text);
  font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: break-word; }
h1 { margin: 0.5rem 0; font-size: 1.6rem; line-height: 1.2; }
h2 { margin: 0 0 0.75rem; font-size: 1.1rem; }
h3 { margin: 0; font-size: 1rem; }
a { color: var(--write); }
header p { max-width: 48rem; }
.verdict { font-weight: 600; font-size: 1.15rem; }
.good { color: var(--good); }
.bad { color: var(--bad); }
p.quiet { color: var(--quiet); font-size: 0.9rem; }
main, .cards { display: grid; }
main { gap: 2rem 2.5rem; grid-template-columns: repeat(auto-fit, minmax(min(100%, 22rem), 1fr)); align-items: start; }
.cards { gap: 1.25rem; grid-template-columns: repeat(auto-fit, minmax(min(100%, 28rem), 1fr)); }
section { margin-top: 2.5rem; }
main p { font-size: 0.9rem; }
article { padding: 0.9rem 1rem; border: 1px solid var(--line); border-radius: 8px; background: var(--box); }
article p { margin: 0 0 0.75rem; }
figure { margin: 0; }
figcaption { margin-top: 0.5rem; color: var(--quiet); font-size: 0.85rem; }
svg { display: block; width: 100%; height: auto; max-width: 30rem; }
svg.spread { max-width: none; }
svg text { fill: var(--text); font: 14px system-ui, sans-serif; }
svg .title { font-weight: 600; }
svg .quiet { fill: var(--quiet); }
svg .box { fill: var(--box); stroke: var(--line); }
svg .arrow { stroke: var(--quiet); fill: none; stroke-width: 1.5; }
svg .tip { fill: var(--quiet); }
svg .good { stroke: var(--good); }
svg .bad { stroke: var(--bad); }
svg text.good { fill: var(--good); stroke: none; }
svg text.bad { fill: var(--bad); stroke: none; }
svg .write, svg .ingest { fill: var(--write); }
svg .firstRead, svg .first { fill: var(--first); }
svg .secondRead, svg .second { fill: var(--second); }
svg .serialFirstRead, svg .serial { fill: var(--first); fill-opacity: 0.3; stroke: var(--first); }
svg .serialSecondRead { fill: var(--second); fill-opacity: 0.3; stroke: var(--second); }
svg .publish { fill: var(--publish); }
svg .compare { fill: var(--quiet); }
svg .rest { fill-opacity: 0.3; }
svg .axis { stroke: var(--grid); fill: none; }
svg .p50 { stroke: var(--text); }
svg .p99 { stroke: var(--text); stroke-dasharray: 3 2; }
table { width: 100%; margin-top: 0.75rem; border-collapse: collapse; font-variant-numeric: tabular-nums; font-size: 0.85rem; }
th, td { padding: 0.3rem 0 0.3rem 0.5rem; border-bottom: 1px solid var(--grid); text-align: right; vertical-align: top; }
th { color: var(--quiet); font-weight: 500; }
th:first-child, td:first-child { padding-left: 0; text-align: left; }
tbody tr:last-child td { border-bottom: 0; }
`;
