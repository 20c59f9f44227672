import type { PropertyType, Resource, SpecDatabase, TypeDefinition } from '@aws-cdk/service-spec-types';
import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec';

let database: SpecDatabase | undefined;
const openDatabase = (): SpecDatabase => (database ??= loadAwsServiceSpecSync());

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isIntrinsic = (value: unknown): boolean =>
  isObject(value) && Object.keys(value).some((key) => key === 'Ref' || key.startsWith('Fn::'));

/** @returns what is wrong with a value, one sentence each; the value of an intrinsic function is not known. */
function checkValue(type: PropertyType, value: unknown, path: string): readonly string[] {
  const fail = (expected: string): readonly string[] => [
    `${path} is not ${expected}: ${JSON.stringify(value)}`,
  ];
  if (isIntrinsic(value)) return [];
  switch (type.type) {
    case 'string':
      return typeof value === 'string' ? [] : fail('a text');
    case 'integer':
    case 'number':
      return typeof value === 'number' ? [] : fail('a number');
    case 'boolean':
      return typeof value === 'boolean' ? [] : fail('a boolean');
    case 'json':
      return isObject(value) || typeof value === 'string' ? [] : fail('an object');
    case 'array':
      return Array.isArray(value)
        ? value.flatMap((each: unknown, index) => checkValue(type.element, each, `${path}[${index}]`))
        : fail('a list');
    case 'map':
      return isObject(value)
        ? Object.entries(value).flatMap(([name, each]) => checkValue(type.element, each, `${path}.${name}`))
        : fail('an object');
    case 'ref':
      return isObject(value)
        ? checkProperties(openDatabase().get('typeDefinition', type.reference.$ref), value, path)
        : fail('an object');
    case 'union': {
      const problems = type.types.map((each) => checkValue(each, value, path));
      return problems.some((each) => each.length === 0) ? [] : (problems[0] ?? []);
    }
    case 'null':
    case 'date-time':
    case 'tag':
      return [];
    default:
      return [];
  }
}

function checkProperties(
  { properties }: Pick<TypeDefinition | Resource, 'properties'>,
  values: Readonly<Record<string, unknown>>,
  path: string,
): readonly string[] {
  const missing = Object.entries(properties).flatMap(([name, { required }]) =>
    required === true && values[name] === undefined ? [`${path}.${name} is required`] : [],
  );
  return [
    ...missing,
    ...Object.entries(values).flatMap(([name, value]) => {
      const property = properties[name];
      return property
        ? checkValue(property.type, value, `${path}.${name}`)
        : [`${path}.${name} does not exist`];
    }),
  ];
}

/** The resource type in AWS's specification. */
const findResource = (type: string): Resource | undefined =>
  openDatabase().lookup('resource', 'cloudFormationType', 'equals', type)[0];

/** @returns what is wrong with a resource by AWS's specification, one sentence each. */
export function checkResource(
  type: string,
  properties: Readonly<Record<string, unknown>>,
  path: string,
): readonly string[] {
  const resource = findResource(type);
  return resource ? checkProperties(resource, properties, path) : [`${path}: there is no type ${type}`];
}

/** Whether a resource type has an attribute. */
export const hasAttribute = (type: string, attribute: string): boolean =>
  Object.keys(findResource(type)?.attributes ?? {}).includes(attribute);
