import type { Random } from '../../../electron/testing/random.ts';

/** Content of a text of this length that makes a careless search slow. */
const fillings = [
  'a',
  ' ',
  '\n',
  '=',
  '"',
  "'",
  '\\"',
  '\\',
  '%',
  '%3D',
  '@',
  ':',
  '/',
  '.',
  '-',
  'eyJ',
  'eyJ-',
  'eyJaaaaaaaa',
  'a://',
  'a:b@',
  'a:b@[',
  'a://b:c@',
  'x%3A%2F%2F',
  '%3A%2F%2Fa%',
  'authorization',
  'authorization:',
  'authorization: "',
  'password=',
  'password="',
  'password=\\"',
  'proxy=',
  'token=',
  'token="',
  'code=',
  '?code=',
  'auth=',
  '--password ',
  "'authorization', ",
  '<password>',
  'basic ',
  'bearer aB3xyzzzz ',
  'AKIA',
  'AKIAAAAAAAAAAAAAAAAA',
  'AKIA-',
  '-----BEGIN PRIVATE KEY-----',
  '-----BEGIN ',
  'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY ',
  'aB3/x+Z9q',
  'a.a.a.',
  'IQoJb3JpZ2luX2VjE',
  'IQoJb3Jp',
  'password = \n',
  'x-amz-id-2: ',
  'token: token: ',
  'proxy=\'proxy="',
];

const repeated = (filling: string, length: number): string =>
  filling.repeat(Math.ceil(length / filling.length)).slice(0, length);

/** Texts of this length: one for each content, and mixtures of them. */
export const hostileTexts = (random: Random, length: number): readonly { name: string; text: string }[] => [
  ...fillings.map((filling) => ({ name: JSON.stringify(filling), text: repeated(filling, length) })),
  ...Array.from({ length: 20 }, () => {
    const some = Array.from({ length: 2 + random.below(5) }, () => random.pick(fillings)).join('');
    return { name: JSON.stringify(some), text: repeated(some, length) };
  }),
];
