/** A file of scenarios: one editor for all of them, a screenshot of each that fails. */
import { Editor } from './editor';

export function scenarios(title: string, define: (editor: () => Editor) => void): void {
  describe(title, () => {
    let editor: Editor | undefined;
    before(async () => {
      editor = await Editor.start();
    });
    after(() => editor?.stop());
    afterEach(async function () {
      if (this.currentTest?.state === 'failed') await editor?.screenshot(this.currentTest.title);
    });
    define(() => editor!);
  });
}

/** The number of the first line of a source that contains a text. */
export function lineOf(source: string, text: string): number {
  const index = source.split('\n').findIndex((line) => line.includes(text));
  if (index < 0) throw new Error(`no line with ${text}`);
  return index + 1;
}
