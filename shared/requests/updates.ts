import { z } from 'zod';
import type { UpdateStatus } from '../models/update.ts';
import { call } from './call.ts';

const nothing = z.undefined();

/** The requests about updates of the app. `updates.changed` reports what happens after the answer. */
export const updateRequests = {
  /** Sends nothing over the network. */
  'updates.read': call<UpdateStatus>()(nothing),
  /** Asks the feed for a newer version, and answers when it has answered. Rejects with `invalid-input` when a policy turned updates off. */
  'updates.check': call<UpdateStatus>()(nothing),
  /** Starts the download of the available update, and answers at once. */
  'updates.download': call<UpdateStatus>()(nothing),
  'updates.cancelDownload': call<UpdateStatus>()(nothing),
  /** Quits, installs the downloaded update and starts it. Rejects with `invalid-input` while a transfer is unfinished. */
  'updates.install': call<UpdateStatus>()(nothing),
} as const;
