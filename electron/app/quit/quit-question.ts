import type { MessageBoxOptions } from 'electron';
import type { StorageProblem } from '../../../shared/models/storage.ts';
import { describeStorageProblem } from '../../../shared/text/storage-problem.ts';
import type { QuitAnswer } from './quit-steps.ts';

interface Choice {
  readonly label: string;
  readonly answer: QuitAnswer;
}

interface Question {
  /** Escape chooses the first one. */
  readonly answers: readonly Choice[];
  readonly text: Omit<MessageBoxOptions, 'buttons'>;
}

const whileCopying: readonly Choice[] = [
  { label: 'Keep copying', answer: 'keep-copying' },
  { label: 'Stop and quit', answer: 'quit' },
  { label: 'Finish in background', answer: 'finish-in-background' },
];

const whileUnstored: readonly Choice[] = [
  { label: 'Cancel', answer: 'keep-copying' },
  { label: 'Retry and quit', answer: 'store-and-quit' },
  { label: 'Quit without storing', answer: 'quit' },
];

const stopDetail =
  'If you stop now, no tag points to an incomplete image, and uploaded layers are not uploaded again. In the background, the window closes and the app quits when all replications are finished. Its icon in the tray shows the progress, and so does starting the app again.';

const describeProblem = (problem: StorageProblem): string => {
  const { title, text } = describeStorageProblem(problem);
  return `${title}. ${text}`;
};

/** The question before quitting: about running transfers, and about records that are only in memory. */
export function describeQuitQuestion(transfers: number, unstored: readonly StorageProblem[]): Question {
  const problems = unstored.map(describeProblem);
  const text = { type: 'question', defaultId: 0, cancelId: 0, noLink: true } as const;
  if (transfers === 0)
    return {
      answers: whileUnstored,
      text: {
        ...text,
        type: 'warning',
        message: 'Records of transfers are not stored.',
        detail: [...problems, 'If you quit now, the app loses them.'].join('\n\n'),
      },
    };
  return {
    answers: whileCopying,
    text: {
      ...text,
      message:
        transfers === 1 ? 'A replication is still running.' : `${transfers} replications are still running.`,
      detail: [stopDetail, ...problems].join('\n\n'),
    },
  };
}
