import type { LayerProgress, LayerState } from '../../../../shared/models/transfer.ts';
import type { ReplicationEvent } from '../../replication/upload/replication-event.ts';
import { createSpeedMeter } from './speed-meter.ts';

export type LayerEvent = Extract<
  ReplicationEvent,
  { kind: 'layer' | 'layer-failed' | 'layer-bytes' | 'layer-continued' | 'layer-restart' }
>;

/** The state and bytes of one blob, from its events. Times are milliseconds. */
export interface LayerTracker {
  readonly size: number;
  /** @returns whether the state of the layer changed; false for bytes. */
  apply(event: LayerEvent, now: number): boolean;
  /** Cancels an unfinished layer. @returns whether the layer was unfinished. */
  cancel(): boolean;
  state(now: number): LayerState;
  /** Bytes transferred: a byte counts half when it is read and half when the destination has confirmed it. */
  transferred(): number;
}

export function trackLayer({ size }: Pick<LayerProgress, 'size'>): LayerTracker {
  const meter = createSpeedMeter();
  let state: LayerState = { kind: 'waiting' };
  let received = 0;
  let sent = 0;

  const setState = (next: LayerState): true => {
    state = next;
    return true;
  };
  const transferredUntilNow = (): number => Math.min(size, Math.floor((received + sent) / 2));

  const applyState = (next: Extract<LayerEvent, { kind: 'layer' }>['state']): boolean => {
    switch (next) {
      case 'checking':
        return state.kind === 'waiting' && setState({ kind: 'checking' });
      case 'waiting':
        return state.kind === 'checking' && setState({ kind: 'waiting' });
      case 'already-at-destination':
        return (
          (state.kind === 'waiting' || state.kind === 'checking') &&
          setState({ kind: 'already-at-destination' })
        );
      case 'mounted':
        return setState({ kind: 'mounted' });
      case 'copying':
        return setState({ kind: 'copying', transferred: transferredUntilNow(), bytesPerSecond: 0 });
      case 'done':
        return setState({ kind: 'done' });
    }
  };

  return {
    size,
    apply(event, now) {
      switch (event.kind) {
        case 'layer':
          return applyState(event.state);
        case 'layer-failed':
          return setState({ kind: 'failed', error: event.error });
        case 'layer-restart':
          meter.add(-transferredUntilNow(), now);
          received = 0;
          sent = 0;
          return true;
        case 'layer-continued':
          received += event.bytes;
          sent += event.bytes;
          return true;
        case 'layer-bytes': {
          const before = transferredUntilNow();
          received += event.received;
          sent += event.sent;
          meter.add(transferredUntilNow() - before, now);
          return false;
        }
      }
    },
    cancel: () => {
      const open = state.kind === 'waiting' || state.kind === 'checking' || state.kind === 'copying';
      return open && setState({ kind: 'cancelled' });
    },
    state: (now) =>
      state.kind === 'copying'
        ? { kind: 'copying', transferred: transferredUntilNow(), bytesPerSecond: meter.bytesPerSecond(now) }
        : state,
    transferred: () => (state.kind === 'done' ? size : state.kind === 'copying' ? transferredUntilNow() : 0),
  };
}
