import type { ElectronApplication, Page } from 'playwright-core';

/** The system's file dialogs cannot be driven; the tour answers them as a person would. */
export async function answerOpenDialog(app: ElectronApplication, path: string): Promise<void> {
  await app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [chosen] });
  }, path);
}

export async function answerSaveDialog(app: ElectronApplication, path: string): Promise<void> {
  await app.evaluate(({ dialog }, chosen) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath: chosen });
  }, path);
}

/** A contract entry, called as the screens call it. */
export async function callIn<T>(page: Page, name: string, input: unknown): Promise<T> {
  const answer = await page.evaluate(
    async ([entry, given]) => {
      const [area = '', ...verb] = (entry as string).split('.');
      const api = (
        window as unknown as { hiline: Record<string, Record<string, (input: unknown) => Promise<unknown>>> }
      ).hiline;
      return (await api[area]?.[verb.join('.')]?.(given)) as {
        ok: boolean;
        value?: unknown;
        failure?: { message: string };
      };
    },
    [name, input] as const,
  );
  if (!answer.ok) throw new Error(`${name}: ${answer.failure?.message}`);
  return answer.value as T;
}

export const openScreen = (page: Page, name: string): Promise<void> =>
  page.getByRole('navigation').getByRole('link', { name, exact: true }).click();
