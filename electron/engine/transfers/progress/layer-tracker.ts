import type { LayerProgress, LayerState } from '../../../../shared/models/transfer.ts';
import type { ReplicationEvent } from '../../replication/replication-event.ts';
import { createSpeedMeter } from './speed-meter.ts';

export type LayerEvent = Extract<
  ReplicationEvent,
  { kind: 'layer' | 'layer-failed' | 'layer-bytes' | 'layer-continued' | 'layer-restart' }
>;

/** Follows one blob through its events. */
export interface LayerTracker {
  readonly size: number;
  /** Applies an event; true when the layer's state is another one now, false for mere bytes or nothing new. */
  apply(event: LayerEvent, now: number): boolean;
  cancel(): boolean;
  state(now: number): LayerState;
  /** Bytes moved: a byte counts half when it was read and half when the destination confirmed it. */
  transferred(): number;
}

export function trackLayer({ size }: Pick<LayerProgress, 'size'>): LayerTracker {
  const meter = createSpeedMeter();
  let state: LayerState = { kind: 'waiting' };
  let received = 0;
  let sent = 0;

  const become = (next: LayerState): true => {
    state = next;
    return true;
  };
  const moved = (): number => Math.min(size, Math.floor((received + sent) / 2));

  const enter = (next: Extract<LayerEvent, { kind: 'layer' }>['state']): boolean => {
    switch (next) {
      case 'checking':
        return state.kind === 'waiting' && become({ kind: 'checking' });
      case 'waiting':
        return state.kind === 'checking' && become({ kind: 'waiting' });
      case 'already-there':
        return (state.kind === 'waiting' || state.kind === 'checking') && become({ kind: 'already-there' });
      case 'mounted':
        return become({ kind: 'mounted' });
      case 'copying':
        return become({ kind: 'copying', transferred: moved(), bytesPerSecond: 0 });
      case 'done':
        return become({ kind: 'done' });
    }
  };

  return {
    size,
    apply(event, now) {
      switch (event.kind) {
        case 'layer':
          return enter(event.state);
        case 'layer-failed':
          return become({ kind: 'failed', error: event.error });
        case 'layer-restart':
          meter.add(-moved(), now);
          received = 0;
          sent = 0;
          return true;
        case 'layer-continued':
          received += event.bytes;
          sent += event.bytes;
          return true;
        case 'layer-bytes': {
          const before = moved();
          received += event.received;
          sent += event.sent;
          meter.add(moved() - before, now);
          return false;
        }
      }
    },
    cancel: () => {
      const open = state.kind === 'waiting' || state.kind === 'checking' || state.kind === 'copying';
      return open && become({ kind: 'cancelled' });
    },
    state: (now) =>
      state.kind === 'copying'
        ? { kind: 'copying', transferred: moved(), bytesPerSecond: meter.bytesPerSecond(now) }
        : state,
    transferred: () => (state.kind === 'done' ? size : state.kind === 'copying' ? moved() : 0),
  };
}
