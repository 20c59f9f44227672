import type { Transfers } from '../pages/transfers.ts';

/** How often the bars are read, in milliseconds. */
const interval = 250;
/** A layer is printed again when it has gained this many per cent. */
const stride = 25;

/** The text of a bar, and its progress in strides. */
interface Seen {
  readonly percent: number;
  readonly words: string;
  readonly key: string;
}

async function readBars(transfers: Transfers): Promise<ReadonlyMap<string, Seen>> {
  const bars = await transfers.layerBars.evaluateAll((elements) =>
    elements.map((element) => ({
      name: element.getAttribute('aria-label') ?? '',
      percent: Number(element.getAttribute('aria-valuenow')),
      words: element.getAttribute('aria-valuetext') ?? '',
    })),
  );
  return new Map(
    bars.map(({ name, percent, words }) => {
      const state = words.split(' ', 1)[0] ?? '';
      return [name, { percent, words, key: `${state} ${Math.floor(percent / stride)}` }];
    }),
  );
}

/** Prints every layer's progress as its bar shows it, until the transfer has ended. */
export async function followLayers(transfers: Transfers, say: (line: string) => void): Promise<void> {
  const printed = new Map<string, string>();
  for (;;) {
    const ended = await transfers.latest.getByRole('button', { name: 'Cancel', exact: true }).isHidden();
    for (const [name, { percent, words, key }] of await readBars(transfers)) {
      if (printed.get(name) === key) continue;
      printed.set(name, key);
      say(`${name.padEnd(28)} ${String(percent).padStart(3)} %  ${words}`);
    }
    if (ended) return;
    await transfers.page.waitForTimeout(interval);
  }
}
