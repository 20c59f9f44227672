import { readdir } from 'node:fs/promises';
import { removeStaleTemporaryFiles } from '../../../electron/engine/files/temporary-file.ts';
import type { Fault } from './fault.ts';
import type { OpenSubject, PreflightInput } from './subject.ts';

/** Whether the app is running when the fault begins, or is started during it. */
export type Moment = 'running' | 'started';

/** What went wrong in one case; empty when every guarantee was kept. */
export interface CaseResult {
  readonly subject: string;
  readonly fault: string;
  readonly moment: Moment;
  readonly lost: readonly string[];
  readonly protectionOff: readonly string[];
  readonly unreported: readonly string[];
  readonly unrecovered: readonly string[];
  readonly leftovers: readonly string[];
}

interface Case {
  readonly subject: PreflightInput;
  readonly fault: Fault;
  readonly moment: Moment;
  readonly folder: string;
  readonly value: number;
}

/** `acknowledged`, or the error's text. */
async function outcomeOf(work: Promise<void>): Promise<string> {
  try {
    await work;
    return 'acknowledged';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** One file, one fault: changes before, during and after it, each start reading back the acknowledged value. */
export async function tryCase({ subject, fault, moment, folder, value }: Case): Promise<CaseResult> {
  const lost: string[] = [];
  const protectionOff: string[] = [];
  const unreported: string[] = [];
  const unrecovered: string[] = [];
  const started: OpenSubject[] = [];
  const restart = async (): Promise<OpenSubject> => {
    const opened = await subject.open(folder);
    started.push(opened);
    return opened;
  };
  const checkProtection = async (opened: OpenSubject, when: string): Promise<void> => {
    if (await opened.isProtectionOff?.()) protectionOff.push(when);
  };

  const first = await restart();
  const before = await outcomeOf(first.change(value));
  if (before !== 'acknowledged')
    throw new Error(`${subject.name} cannot be written without a fault: ${before}`);

  fault.apply(folder);
  const app = moment === 'running' ? first : await restart();
  await checkProtection(app, 'during the fault');
  const shown = await app.read();
  if (shown !== value && !subject.isHint && app.notices().length === 0)
    unreported.push(`${shown} is in use in place of ${value}, and no notice says so`);
  const outcome = await outcomeOf(app.change(value + 1));
  const isAcknowledged = outcome === 'acknowledged';
  if (!isAcknowledged && outcome === '') unreported.push('a change was refused without a word');
  if (!isAcknowledged && app.notices().length === 0)
    unreported.push('a change was not stored, and no notice says so');
  if (!isAcknowledged && fault.isShort) unrecovered.push(`a short fault was not waited for: ${outcome}`);
  await checkProtection(app, 'after a change during the fault');
  await checkProtection(await restart(), 'at another start during the fault');
  fault.lift(folder);

  const acknowledged = isAcknowledged ? value + 1 : value;
  const afterFault = await (await restart()).read();
  // A rejected change can have reached the disk all the same: it is newer than the acknowledged one.
  if (afterFault === undefined || afterFault < acknowledged || afterFault > value + 1)
    lost.push(`${acknowledged} was acknowledged, ${afterFault} is read after the fault`);
  await checkProtection(await restart(), 'after the fault');

  const retried = await outcomeOf(app.retry());
  if (retried !== 'acknowledged') unrecovered.push(`Retry fails: ${retried}`);
  if (app.notices().length > 0) unrecovered.push(`still shown: ${app.notices().join(' ')}`);
  const inUse = await app.read();
  const stored = await (await restart()).read();
  if (inUse !== stored) unrecovered.push(`${inUse} is in use, ${stored} is stored`);
  const last = await outcomeOf(app.change(value + 2));
  const readBack = await (await restart()).read();
  if (last !== 'acknowledged') unrecovered.push(`a change after the fault is not stored: ${last}`);
  else if (readBack !== value + 2) lost.push(`${value + 2} was acknowledged, ${readBack} is read at the end`);
  await checkProtection(app, 'at the end');

  for (const opened of started) await opened.close?.();
  await removeStaleTemporaryFiles(folder);
  const leftovers = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.tmp'));
  return {
    subject: subject.name,
    fault: fault.name,
    moment,
    lost,
    protectionOff,
    unreported,
    unrecovered,
    leftovers,
  };
}
