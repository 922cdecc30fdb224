/** The look of the reference page: light and dark, narrow and wide. */
export const referenceStyle = `
:root { color-scheme: light dark; --ink: #1c2626; --soft: #4c5a5a; --ground: #fff; --sunken: #f2f5f5; --line: #cdd6d6; --accent: #17605c; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6eded; --soft: #a9b8b8; --ground: #141b1b; --sunken: #1d2626; --line: #3a4747; --accent: #7fd0c8; }
}
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 1000px; padding: 24px 20px 64px; background: var(--ground); color: var(--ink); font: 16px/1.55 system-ui, sans-serif; }
a { color: var(--accent); }
h1 { margin: 0; font-size: 1.6rem; }
h2 { margin: 40px 0 8px; padding-bottom: 4px; border-bottom: 1px solid var(--line); font-size: 1.25rem; text-transform: capitalize; }
h3 { margin: 0; font-size: 1rem; overflow-wrap: anywhere; }
h4 { margin: 12px 0 4px; font-size: .875rem; }
p { max-width: 75ch; margin: 6px 0; }
.soft { color: var(--soft); }
nav ul { display: flex; flex-wrap: wrap; gap: 4px 18px; margin: 16px 0; padding: 0; list-style: none; text-transform: capitalize; }
article { margin: 14px 0; padding: 14px 16px; border: 1px solid var(--line); border-radius: 10px; }
article h3 span { display: inline-block; min-width: 60px; color: var(--accent); }
code, pre { font: .875rem/1.5 ui-monospace, monospace; }
code { overflow-wrap: anywhere; }
pre { margin: 0; padding: 10px 12px; overflow-x: auto; border-radius: 8px; background: var(--sunken); }
table { width: 100%; border-collapse: collapse; }
th, td { padding: 5px 8px 5px 0; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
`;
