import type { Resource, Resources, TemplateValue } from './cloudformation.ts';
import { ref, refIf, sub } from './cloudformation.ts';

interface AlarmedMetric {
  readonly namespace: 'AWS/States' | 'AWS/Lambda';
  readonly metric: string;
  readonly dimension: { readonly Name: string; readonly Value: TemplateValue };
  readonly description: string;
}

const alarm = ({ namespace, metric, dimension, description }: AlarmedMetric): Resource => ({
  Type: 'AWS::CloudWatch::Alarm',
  Properties: {
    AlarmDescription: description,
    Namespace: namespace,
    MetricName: metric,
    Dimensions: [dimension],
    Statistic: 'Sum',
    Period: 300,
    EvaluationPeriods: 1,
    Threshold: 1,
    ComparisonOperator: 'GreaterThanOrEqualToThreshold',
    TreatMissingData: 'notBreaching',
    AlarmActions: refIf('HasAlarmTopic', 'AlarmTopicArn'),
  },
});

const machine = { Name: 'StateMachineArn', Value: ref('StateMachine') };
const lambda = { Name: 'FunctionName', Value: ref('Function') };

/** One widget of the dashboard, half as wide as it. Its metrics are rows of namespace, metric and dimension. */
const widget = (title: string, metrics: readonly (readonly string[])[], index: number, stat = 'Sum') => ({
  type: 'metric',
  x: (index % 2) * 12,
  y: Math.floor(index / 2) * 6,
  width: 12,
  height: 6,
  properties: { title, region: '${AWS::Region}', stat, period: 60, metrics },
});

const ofFunction = (metric: string): readonly string[] => [
  'AWS/Lambda',
  metric,
  'FunctionName',
  '${Function}',
];
const ofMachine = (metric: string): readonly string[] => [
  'AWS/States',
  metric,
  'StateMachineArn',
  '${StateMachine}',
];
const ofProject = (metric: string): readonly string[] => [
  'AWS/CodeBuild',
  metric,
  'ProjectName',
  '${BuildProject}',
];

const widgets = [
  widget('Executions', ['ExecutionsStarted', 'ExecutionsSucceeded', 'ExecutionsFailed'].map(ofMachine), 0),
  widget('Function', ['Invocations', 'Errors', 'Throttles'].map(ofFunction), 1),
  widget('Function, duration in milliseconds', [ofFunction('Duration')], 2, 'Average'),
  widget('Builds', ['Builds', 'SucceededBuilds', 'FailedBuilds'].map(ofProject), 3),
];

/** Alarms for failed executions and for errors and throttles of the function, and a dashboard. */
export const createMonitoring = (): Resources => ({
  ExecutionsFailedAlarm: alarm({
    namespace: 'AWS/States',
    metric: 'ExecutionsFailed',
    dimension: machine,
    description: 'An execution failed: at least one image was not copied.',
  }),
  FunctionErrorsAlarm: alarm({
    namespace: 'AWS/Lambda',
    metric: 'Errors',
    dimension: lambda,
    description: 'The function failed. Step Functions sends the item again.',
  }),
  FunctionThrottlesAlarm: alarm({
    namespace: 'AWS/Lambda',
    metric: 'Throttles',
    dimension: lambda,
    description: "Invocations were throttled: the account's concurrency is used up.",
  }),
  Dashboard: {
    Type: 'AWS::CloudWatch::Dashboard',
    Properties: {
      DashboardName: sub('${AWS::StackName}-${AWS::Region}'),
      DashboardBody: sub(JSON.stringify({ widgets })),
    },
  },
});
