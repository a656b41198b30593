/**
 * The Timeline's page: its HTML, styles and policy. Nothing but its own script runs in it, and it fetches nothing. Knows
 * nothing of VS Code but the names of its colours.
 */

/** `script`: the address of the bundled script. `nonce`: made anew for each page. */
export function timelinePage(script: string, nonce: string): string {
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}';">
<title>Timeline</title>
<style nonce="${nonce}">${styles}</style>
</head>
<body>
<div id="tools" role="toolbar" aria-label="Timeline">
  <input id="filter" type="text" placeholder="Filter tasks" aria-label="Filter tasks by name" spellcheck="false">
  <button id="zoomOut" title="Zoom Out (-)" aria-label="Zoom out">−</button>
  <button id="zoomIn" title="Zoom In (+)" aria-label="Zoom in">+</button>
  <button id="fit" title="Show All (0)">Fit</button>
  <span id="legend" aria-hidden="true"></span>
  <span id="summary" role="status"></span>
</div>
<div id="ruler" aria-hidden="true"><canvas id="rulerCanvas"></canvas></div>
<div id="chart" role="application" aria-roledescription="timeline" tabindex="0"
  aria-label="Timeline of tasks: arrow keys go from segment to segment and task to task, Control with them from step to step, Enter opens the source, W goes to who woke it, P to the parent, plus and minus zoom">
  <div id="space"></div>
  <div id="window"><canvas id="lanes" aria-hidden="true"></canvas><div id="labels" aria-hidden="true"></div></div>
  <p id="empty">Nothing has been recorded yet: it shows here what each task of the program does while Coroscope debugs it.</p>
</div>
<div id="detail" role="region" aria-label="What is selected" aria-live="polite"></div>
<script nonce="${nonce}" src="${script}"></script>
</body>
</html>`;
}

const styles = `
html, body { height: 100%; margin: 0; padding: 0; }
body { display: grid; grid-template: 'tools' auto 'ruler' auto 'chart' minmax(44px, 1fr) 'detail' auto / minmax(0, 1fr); overflow: hidden; color: var(--vscode-foreground); font-family: var(--vscode-font-family); font-size: var(--vscode-font-size); }
#tools { grid-area: tools; display: flex; align-items: center; gap: 6px; padding: 4px 8px; }
input { color: var(--vscode-input-foreground); background: var(--vscode-input-background); border: 1px solid var(--vscode-input-border, transparent); padding: 2px 6px; width: 16em; font: inherit; }
button { color: var(--vscode-button-secondaryForeground); background: var(--vscode-button-secondaryBackground); border: 1px solid var(--vscode-contrastBorder, transparent); border-radius: 2px; padding: 2px 8px; font: inherit; cursor: pointer; }
button:hover { background: var(--vscode-button-secondaryHoverBackground); }
button.link { color: var(--vscode-textLink-foreground); background: none; border: none; padding: 0; text-align: left; }
button.link:hover { text-decoration: underline; }
:focus-visible { outline: 1px solid var(--vscode-focusBorder); outline-offset: -1px; }
#summary { margin-left: auto; color: var(--vscode-descriptionForeground); }
#legend { color: var(--vscode-descriptionForeground); white-space: nowrap; overflow: hidden; }
#legend i { display: inline-block; width: 10px; height: 10px; margin: 0 4px 0 10px; }
#ruler { grid-area: ruler; height: 18px; margin-left: var(--labels); border-bottom: 1px solid var(--vscode-panel-border, var(--vscode-contrastBorder, transparent)); }
#chart { grid-area: chart; position: relative; overflow-x: hidden; overflow-y: auto; }
#window { position: sticky; top: 0; height: 0; }
#lanes { position: absolute; top: 0; left: var(--labels); }
#labels { position: absolute; top: 0; left: 0; width: var(--labels); }
#labels div { position: absolute; left: 0; right: 0; height: 22px; line-height: 22px; padding: 0 8px; box-sizing: border-box; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; cursor: pointer; }
#labels .selected { color: var(--vscode-list-activeSelectionForeground); background: var(--vscode-list-activeSelectionBackground); }
#mark { position: absolute; box-sizing: border-box; height: 22px; min-width: 6px; outline: 2px solid var(--vscode-focusBorder); outline-offset: -2px; cursor: pointer; }
#space { position: absolute; top: 0; width: 1px; }
#empty { position: absolute; left: 8px; right: 8px; color: var(--vscode-descriptionForeground); }
#detail { grid-area: detail; max-height: 35vh; min-height: 5.2em; overflow: auto; padding: 4px 8px; line-height: 1.5; border-top: 1px solid var(--vscode-panel-border, var(--vscode-contrastBorder, transparent)); }
#detail div:first-child { font-weight: 600; }
@media (min-width: 800px) and (max-height: 500px) {
  body { grid-template: 'tools tools' auto 'ruler detail' auto 'chart detail' minmax(44px, 1fr) / minmax(0, 1fr) 340px; }
  #detail { max-height: none; border-top: none; border-left: 1px solid var(--vscode-panel-border, var(--vscode-contrastBorder, transparent)); }
}
:root { --labels: 200px; }
[hidden] { display: none !important; }
`;
