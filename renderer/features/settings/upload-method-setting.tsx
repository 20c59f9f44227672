import FormField from '@cloudscape-design/components/form-field';
import RadioGroup from '@cloudscape-design/components/radio-group';
import type { UploadMethodChoice } from '../../../shared/models/upload-method.ts';
import { uploadMethodChoiceSchema } from '../../../shared/models/upload-method.ts';

interface Props {
  readonly uploadMethod: UploadMethodChoice;
  readonly onChange: (uploadMethod: UploadMethodChoice) => void;
}

const labels = {
  auto: {
    label: 'Automatic',
    description: 'The registry endpoint where it is available, otherwise the ECR API.',
  },
  registry: {
    label: 'Registry endpoint',
    description: 'Sends raw bytes, as docker push does, and mounts layers within a registry.',
  },
  api: {
    label: 'ECR API',
    description: 'Sends a third more bytes. For networks that reach only the API endpoint.',
  },
} as const satisfies Record<UploadMethodChoice, { label: string; description: string }>;

/** The method that uploads layers to the destination. */
export function UploadMethodSetting({ uploadMethod, onChange }: Props) {
  return (
    <FormField label="Upload method">
      <RadioGroup
        ariaLabel="Upload method"
        value={uploadMethod}
        items={uploadMethodChoiceSchema.options.map((value) => ({ value, ...labels[value] }))}
        onChange={({ detail }) => onChange(uploadMethodChoiceSchema.parse(detail.value))}
      />
    </FormField>
  );
}
