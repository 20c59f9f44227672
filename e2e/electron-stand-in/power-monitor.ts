import type { PowerMonitor } from 'electron';
import { EventEmitter } from 'node:events';
import { onlyEvents, withoutGaps } from './not-provided.ts';

/** Emits no events itself: a test emits them. */
class StandInPowerMonitor extends EventEmitter implements Pick<PowerMonitor, 'emit'> {
  constructor() {
    super();
    onlyEvents('powerMonitor', this, ['resume', 'suspend']);
  }
}

export const powerMonitor = withoutGaps('powerMonitor', new StandInPowerMonitor());
