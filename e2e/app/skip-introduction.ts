import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Makes the next start of an app one that is not its first: it shows no introduction and does not ask about updates. */
export async function skipIntroduction(userData: string): Promise<void> {
  await mkdir(userData, { recursive: true });
  await writeFile(join(userData, 'settings.json'), JSON.stringify({ version: 2, updates: { check: 'off' } }));
}
