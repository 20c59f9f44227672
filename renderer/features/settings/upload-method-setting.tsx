import FormField from '@cloudscape-design/components/form-field';
import RadioGroup from '@cloudscape-design/components/radio-group';
import type { UploadMethodChoice } from '../../../shared/models/upload-method.ts';
import { uploadMethodChoiceSchema } from '../../../shared/models/upload-method.ts';

interface Props {
  readonly uploadMethod: UploadMethodChoice;
  readonly onChange: (uploadMethod: UploadMethodChoice) => void;
}

const words = {
  auto: {
    label: 'Automatic',
    description: 'The registry endpoint where it can be reached and used, else the ECR API.',
  },
  registry: {
    label: 'Registry endpoint',
    description: 'Raw bytes, as docker push sends them; layers are mounted within a registry.',
  },
  api: {
    label: 'ECR API',
    description: 'A third more bytes; for networks that reach only the API endpoint.',
  },
} as const satisfies Record<UploadMethodChoice, { label: string; description: string }>;

/** By which way layers go into the destination's registry. */
export function UploadMethodSetting({ uploadMethod, onChange }: Props) {
  return (
    <FormField label="Upload method">
      <RadioGroup
        ariaLabel="Upload method"
        value={uploadMethod}
        items={uploadMethodChoiceSchema.options.map((value) => ({ value, ...words[value] }))}
        onChange={({ detail }) => onChange(uploadMethodChoiceSchema.parse(detail.value))}
      />
    </FormField>
  );
}
