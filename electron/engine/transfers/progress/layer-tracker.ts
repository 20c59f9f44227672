import type { PlannedBlob } from '../../../../shared/models/plan.ts';
import type { LayerState } from '../../../../shared/models/transfer.ts';
import type { ReplicationEvent } from '../../replication/upload/replication-event.ts';
import type { SpeedMeter } from './speed-meter.ts';
import { createSpeedMeter } from './speed-meter.ts';

/** The events that concern one blob. */
export type LayerEvent = Extract<
  ReplicationEvent,
  { kind: 'layer' | 'layer-failed' | 'layer-bytes' | 'layer-continued' | 'layer-restart' }
>;

/**
 * The state and bytes of one blob, from its events. Times are milliseconds. A class, and its speed is measured only while it
 * is copied, because a transfer can have 100,000 layers.
 */
export class LayerTracker {
  /** Bytes. */
  readonly size: number;
  private current: LayerState;
  private received = 0;
  private sent = 0;
  private meter: SpeedMeter | undefined;

  /** @param blob `present`: whether the plan found it at the destination. */
  constructor({ size, present }: Pick<PlannedBlob, 'size' | 'present'>) {
    this.size = size;
    this.current = { kind: present ? 'already-at-destination' : 'waiting' };
  }

  /** @returns whether the state of the layer changed; false for bytes. */
  apply(event: LayerEvent, now: number): boolean {
    switch (event.kind) {
      case 'layer':
        return this.applyState(event.state);
      case 'layer-failed':
        return this.setState({ kind: 'failed', error: event.error });
      case 'layer-restart':
        this.meter?.add(-this.copied(), now);
        this.received = 0;
        this.sent = 0;
        return true;
      case 'layer-continued':
        this.received += event.bytes;
        this.sent += event.bytes;
        return true;
      case 'layer-bytes': {
        const before = this.copied();
        this.received += event.received;
        this.sent += event.sent;
        this.meter?.add(this.copied() - before, now);
        return false;
      }
    }
  }

  /** Cancels an unfinished layer. @returns whether the layer was unfinished. */
  cancel(): boolean {
    const { kind } = this.current;
    const isOpen = kind === 'waiting' || kind === 'checking' || kind === 'copying';
    return isOpen && this.setState({ kind: 'cancelled' });
  }

  state(now: number): LayerState {
    return this.current.kind === 'copying'
      ? {
          kind: 'copying',
          transferred: this.copied(),
          bytesPerSecond: this.meter?.bytesPerSecond(now) ?? 0,
        }
      : this.current;
  }

  /** Bytes transferred: a byte counts half when it is read and half when the destination has confirmed it. */
  transferred(): number {
    const { kind } = this.current;
    return kind === 'done' ? this.size : kind === 'copying' ? this.copied() : 0;
  }

  private copied(): number {
    return Math.min(this.size, Math.floor((this.received + this.sent) / 2));
  }

  private setState(next: LayerState): true {
    this.current = next;
    this.meter = next.kind === 'copying' ? (this.meter ?? createSpeedMeter()) : undefined;
    return true;
  }

  private applyState(next: Extract<LayerEvent, { kind: 'layer' }>['state']): boolean {
    const { kind } = this.current;
    switch (next) {
      case 'checking':
        return kind === 'waiting' && this.setState({ kind: 'checking' });
      case 'waiting':
        return (
          (kind === 'checking' || kind === 'already-at-destination') && this.setState({ kind: 'waiting' })
        );
      case 'already-at-destination':
        return (
          (kind === 'waiting' || kind === 'checking') && this.setState({ kind: 'already-at-destination' })
        );
      case 'mounted':
        return this.setState({ kind: 'mounted' });
      case 'copying':
        return this.setState({ kind: 'copying', transferred: this.copied(), bytesPerSecond: 0 });
      case 'done':
        return this.setState({ kind: 'done' });
    }
  }
}
