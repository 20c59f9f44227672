import SpaceBetween from '@cloudscape-design/components/space-between';
import type { TransferSettings } from '../../../shared/models/settings.ts';
import { bandwidthText, readBandwidth, readCount, readOptionalCount } from './kept-number.ts';
import { NumberField } from './number-field.tsx';

interface Props {
  readonly transfers: TransferSettings;
  readonly onChange: (transfers: TransferSettings) => void;
}

const readAtOnce = readCount(1, 10);
const readLayersAtOnce = readOptionalCount(1, 64);

/** How much goes on at once, and how fast it may get. */
export function TransferSettingsForm({ transfers, onChange }: Props) {
  const { bandwidth, layersAtOnce, ...rest } = transfers;
  /** What is undefined is not set at all. */
  const change = (changed: { bandwidth?: number | undefined; layersAtOnce?: number | undefined }): void => {
    const next = { bandwidth, layersAtOnce, ...changed };
    onChange({
      ...rest,
      ...(next.layersAtOnce !== undefined && { layersAtOnce: next.layersAtOnce }),
      ...(next.bandwidth !== undefined && { bandwidth: next.bandwidth }),
    });
  };
  return (
    <SpaceBetween size="m">
      <NumberField
        label="Transfers at once"
        description="The others wait for their turn."
        kept={String(transfers.atOnce)}
        read={readAtOnce}
        onKeep={(atOnce) => atOnce !== undefined && onChange({ ...transfers, atOnce })}
      />
      <NumberField
        label="Layers at once"
        description="Of all transfers together; for those that begin from now on."
        placeholder="Automatic"
        kept={layersAtOnce === undefined ? '' : String(layersAtOnce)}
        read={readLayersAtOnce}
        onKeep={(next) => change({ layersAtOnce: next })}
      />
      <NumberField
        label="Bandwidth cap, in MB/s"
        description="What all transfers together may read; at once, for those that run, too."
        placeholder="Unlimited"
        kept={bandwidthText(bandwidth)}
        read={readBandwidth}
        onKeep={(next) => change({ bandwidth: next })}
      />
    </SpaceBetween>
  );
}
