import { v7 } from 'uuid';
import { systemClock } from '#electron/data-process/clock.ts';
import { DataHost } from '#electron/data-process/data-host.ts';
import { noDesktop } from '#electron/data-process/desktop-services.ts';

/** The practice district as a file, as "Practice first" on the first screen makes it; `arrange` goes on in it before the window opens. */
export async function openPracticeDistrict(
  path: string,
  arrange: (host: DataHost) => Promise<void> = async () => undefined,
): Promise<void> {
  const host = new DataHost({
    districtFile: path,
    clock: systemClock,
    newId: () => v7(),
    workerFile: new URL('../../../electron/data-process/read-worker.ts', import.meta.url),
    sampleDistrict: new URL('../../../resources/sample-district/district.jsonl', import.meta.url),
    desktop: noDesktop,
    push: () => undefined,
  });
  await host.call('district.open-sample', {}, 'headless');
  await arrange(host);
  await host.close();
}
