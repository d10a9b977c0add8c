/** The mailbox page's own style sheet: it must look right also where the console's is not built. */
export const mailboxStyle = `
:root { color-scheme: light dark; --ink: light-dark(#1d1b16, #ece6d8); --paper: light-dark(#fffdf8, #17150f);
  --quiet: light-dark(#5d584c, #b3ab99); --line: light-dark(#d8cfbb, #45402f); --lamp: light-dark(#8a4b00, #f0b357); }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.6 system-ui, sans-serif; }
header, main { max-width: 60rem; margin-inline: auto; padding: 1rem; }
header { border-block-end: 1px solid var(--line); }
h1 { font: 600 1.5rem/1.3 Georgia, serif; margin: 0; overflow-wrap: anywhere; }
h2 { font-size: 1.1rem; margin-block: 2rem .5rem; }
a { color: var(--lamp); }
a:focus-visible, input:focus-visible, button:focus-visible, summary:focus-visible, iframe:focus-visible { outline: 3px solid var(--lamp); outline-offset: 2px; }
p.quiet, td.quiet, dt { color: var(--quiet); }
form { display: flex; flex-wrap: wrap; gap: .5rem; align-items: end; }
input, button { font: inherit; padding: .5rem .75rem; border: 1px solid var(--line); border-radius: .4rem; background: transparent; color: inherit; }
ol { list-style: none; padding: 0; margin: 0; }
li { border-block-end: 1px solid var(--line); padding-block: .75rem; overflow-wrap: anywhere; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1rem; }
dd { margin: 0; overflow-wrap: anywhere; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; font: inherit; border: 1px solid var(--line); border-radius: .4rem; padding: 1rem; }
pre.raw { font: .85rem/1.5 ui-monospace, monospace; }
iframe { width: 100%; height: 34rem; border: 1px solid var(--line); border-radius: .4rem; background: #fff; }
`
