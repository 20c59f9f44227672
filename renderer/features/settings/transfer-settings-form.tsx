import SpaceBetween from '@cloudscape-design/components/space-between';
import type { TransferSettings } from '../../../shared/models/settings.ts';
import { bandwidthText, readBandwidth, readCount, readOptionalCount } from './read-number.ts';
import { NumberField } from './number-field.tsx';

interface Props {
  readonly transfers: TransferSettings;
  readonly onChange: (transfers: TransferSettings) => void;
}

const readAtOnce = readCount(1, 10);
const readLayersAtOnce = readOptionalCount(1, 64);

/** Concurrency and bandwidth of transfers. */
export function TransferSettingsForm({ transfers, onChange }: Props) {
  const { bandwidth, layersAtOnce, ...rest } = transfers;
  /** Changes the optional settings; an undefined one is removed. */
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
        label="Concurrent transfers"
        description="Additional transfers wait in the queue."
        saved={String(transfers.atOnce)}
        read={readAtOnce}
        onSave={(atOnce) => atOnce !== undefined && onChange({ ...transfers, atOnce })}
      />
      <NumberField
        label="Concurrent layers"
        description="Across all transfers. Applies to transfers that start from now on."
        placeholder="Automatic"
        saved={layersAtOnce === undefined ? '' : String(layersAtOnce)}
        read={readLayersAtOnce}
        onSave={(next) => change({ layersAtOnce: next })}
      />
      <NumberField
        label="Bandwidth limit, in MB/s"
        description="For all transfers together. Takes effect immediately."
        placeholder="Unlimited"
        saved={bandwidthText(bandwidth)}
        read={readBandwidth}
        onSave={(next) => change({ bandwidth: next })}
      />
    </SpaceBetween>
  );
}
