import type { ErrorCode } from '../../../shared/models/result.ts';
import type { LogFields } from './log.ts';

/** The CloudWatch namespace of the metrics. */
const namespace = 'EcrImageReplicator';

/** What one invocation copied. */
export interface Measurement {
  readonly functionName: string;
  /** That were transferred. */
  readonly bytes: number;
  /** That were uploaded. */
  readonly layers: number;
  readonly seconds: number;
  /** Of the images that failed. */
  readonly errors: readonly ErrorCode[];
  /** Milliseconds since 1970. */
  readonly at: number;
}

const units = { Bytes: 'Bytes', Layers: 'Count', Seconds: 'Seconds', Errors: 'Count' } as const;
type MetricName = keyof typeof units;

const directive = (at: number, dimensions: readonly string[], names: readonly MetricName[]): LogFields => ({
  Timestamp: at,
  CloudWatchMetrics: [
    {
      Namespace: namespace,
      Dimensions: [dimensions],
      Metrics: names.map((Name) => ({ Name, Unit: units[Name] })),
    },
  ],
});

/**
 * The log entries from which CloudWatch makes metrics: bytes, layers, seconds and errors by function, and errors by function
 * and error code.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function formatMetrics(measurement: Measurement): readonly LogFields[] {
  const { functionName: FunctionName, bytes, layers, seconds, errors, at } = measurement;
  const byCode = Map.groupBy(errors, (code) => code);
  return [
    {
      _aws: directive(at, ['FunctionName'], ['Bytes', 'Layers', 'Seconds', 'Errors']),
      FunctionName,
      Bytes: bytes,
      Layers: layers,
      Seconds: seconds,
      Errors: errors.length,
    },
    ...[...byCode].map(([Code, same]) => ({
      _aws: directive(at, ['FunctionName', 'Code'], ['Errors']),
      FunctionName,
      Code,
      Errors: same.length,
    })),
  ];
}
