"""The style sheet of a release's page: nothing is fetched, light and dark follow the reader's system."""

STYLE = """
:root { color-scheme: light dark; --ink: #1c2024; --soft: #5a636e; --line: #d5dae0; --ground: #ffffff; --band: #f4f6f8;
  --source: #cfe3ff; --act: #ffe7a8; --target: #d3f2d6; --link: #0b57c2; --bar: #9dbbe6; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8eaed; --soft: #a6afba; --line: #3a414a; --ground: #14171a;
  --band: #1d2126; --source: #1d3f6e; --act: #5c4708; --target: #1d4d2a; --link: #8ab4f8; --bar: #3d5f93; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 76rem; padding: 1.5rem clamp(1rem, 3vw, 2.5rem) 4rem; color: var(--ink);
  background: var(--ground); font: 16px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 .4rem; }
h2 { font-size: 1.3rem; margin: 2.6rem 0 .6rem; }
h3 { font-size: 1.05rem; margin: 1.6rem 0 .4rem; }
p { max-width: 46rem; }
a { color: var(--link); }
nav ul { display: flex; flex-wrap: wrap; gap: .3rem 1.2rem; padding: 0; margin: 1rem 0; list-style: none; }
code, pre { font: .9em/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
pre { background: var(--band); border: 1px solid var(--line); border-radius: 6px; padding: .8rem 1rem;
  overflow-x: auto; }
.soft { color: var(--soft); }
.numbers { display: flex; flex-wrap: wrap; gap: .8rem; margin: 1.2rem 0; padding: 0; }
.numbers div { background: var(--band); border-radius: 6px; padding: .6rem 1rem; min-width: 8rem; }
.numbers dt { color: var(--soft); font-size: .85rem; }
.numbers dd { margin: 0; font-size: 1.5rem; font-variant-numeric: tabular-nums; }
.scroll { overflow-x: auto; }
.scroll:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
table { border-collapse: collapse; width: 100%; font-size: .92rem; }
caption { text-align: left; color: var(--soft); padding: .2rem 0 .5rem; }
th, td { text-align: left; vertical-align: top; padding: .45rem .7rem .45rem 0; border-bottom: 1px solid var(--line); }
thead th { border-bottom: 2px solid var(--line); white-space: nowrap; }
th[scope="row"] { font-weight: 500; }
td.n, th.n { text-align: right; font-variant-numeric: tabular-nums; }
td.nowrap, th.nowrap { white-space: nowrap; }
td.evidence { min-width: 22rem; }
td.bar { width: 30%; min-width: 6rem; }
td.bar span { display: block; height: .75rem; margin-top: .35rem; background: var(--bar); border-radius: 2px; }
.side { display: grid; grid-template-columns: repeat(auto-fit, minmax(20rem, 1fr)); gap: 0 2.5rem; }
mark { color: inherit; border-radius: 3px; padding: 0 .12em; background: var(--act); }
mark.source { background: var(--source); } mark.target { background: var(--target); }
mark.source.target { background: linear-gradient(90deg, var(--source), var(--target)); }
.failed { font-weight: 600; }
"""
