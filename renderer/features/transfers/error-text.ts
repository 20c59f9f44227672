import type { ImageProgress, LayerProgress, Transfer } from '../../../shared/models/transfer.ts';
import type { ErrorData } from '../../../shared/models/result.ts';

type Endpoint = Transfer['source'];

const describeEndpoint = ({ repositoryUri, profile, arn }: Endpoint): string =>
  `${repositoryUri} (profile ${profile}, ${arn})`;

/** The error with everything that is known of it. Secrets were removed where it became data. */
function listErrorLines({ code, side, message, denied, detail }: ErrorData): readonly string[] {
  const lines: readonly (readonly [string, string | undefined])[] = [
    ['Error', side ? `${code}, at the ${side}` : code],
    ['Message', message],
    ['Action', denied?.action],
    ['Resource', denied?.resourceArn],
    ['Identity', denied?.principalArn],
    ['Reason', denied?.reason],
    ['Details', detail],
  ];
  return lines.flatMap(([title, text]) => (text ? `${title}: ${text}` : []));
}

const listPlaceLines = ({ id, source, destination, state }: Transfer): readonly string[] => [
  `Transfer: ${id}`,
  ...('finishedAt' in state ? [`Time: ${new Date(state.finishedAt).toISOString()}`] : []),
  `From: ${describeEndpoint(source)}`,
  `To: ${describeEndpoint(destination)}`,
];

const describeImage = ({ digest, destinationTags }: ImageProgress): string =>
  `Image: ${digest}${destinationTags.length > 0 ? ` as ${destinationTags.join(', ')}` : ''}`;

const listLayerLines = ({ digest, state }: LayerProgress): readonly string[] =>
  state.kind === 'failed' ? ['', `Layer: ${digest}`, ...listErrorLines(state.error)] : [];

const listImageLines = (image: ImageProgress, layers: Transfer['layers']): readonly string[] =>
  image.state.kind === 'failed'
    ? [
        '',
        describeImage(image),
        ...listErrorLines(image.state.error),
        ...image.layerDigests.flatMap((digest) => {
          const layer = layers[digest];
          return layer ? listLayerLines(layer) : [];
        }),
      ]
    : [];

/** The errors of a transfer as plain text: of the transfer itself, and of each failed image with its failed layers. */
export const formatTransferErrors = (transfer: Transfer): string =>
  [
    ...listPlaceLines(transfer),
    ...(transfer.state.kind === 'failed' ? listErrorLines(transfer.state.error) : []),
    ...transfer.images.flatMap((image) => listImageLines(image, transfer.layers)),
  ].join('\n');

/** The errors of one image of a transfer. */
export const formatImageErrors = (transfer: Transfer, image: ImageProgress): string =>
  [...listPlaceLines(transfer), ...listImageLines(image, transfer.layers)].join('\n');

/** The error of one layer of a transfer. */
export const formatLayerError = (transfer: Transfer, layer: LayerProgress): string =>
  [...listPlaceLines(transfer), ...listLayerLines(layer)].join('\n');
