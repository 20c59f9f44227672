import { networks } from '../cases/networks.ts';
import type { Bench } from '../cases/run-case.ts';
import { applyNetwork } from '../cases/run-case.ts';
import { copyAsApp } from './copy-as-app.ts';
import type { Figure } from '../report/figures-table.ts';
import { mixedImage } from '../workloads/workloads.ts';

const largest = 0.02;

/** The share of the app's CPU that its progress reports take. @param bytes bytes of the copy. */
export async function measureProgressShare(bench: Bench, bytes: number): Promise<readonly Figure[]> {
  const from = 'progress';
  const images = await bench.registry.seed(from, [mixedImage(from, bytes)]);
  const place = await applyNetwork(bench, networks.loopback);
  const job = { from, repository: `copied/${from}`, images };
  const { eventSeconds, seconds } = await copyAsApp(bench, place, job);
  const share = eventSeconds / seconds;
  return [
    {
      what: `progress events' share of the app's CPU, ${Math.round(bytes / 1e6)} MB`,
      limit: `at most ${100 * largest} %`,
      measured: `${(100 * share).toFixed(2)} %`,
      ok: share <= largest,
    },
  ];
}
