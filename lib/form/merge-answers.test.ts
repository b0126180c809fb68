import { expect, it } from 'vitest'
import { mergeAnswers } from './merge-answers'

it.each([
  ['keeps what each of them typed', {}, { first: 'Ada' }, { last: 'Byron' }, { first: 'Ada', last: 'Byron' }, {}],
  [
    'keeps what one of them emptied',
    { first: 'A', last: 'B' },
    { last: 'B' },
    { first: 'A', last: 'C' },
    { last: 'C' },
    {},
  ],
  ['keeps a value that both typed', {}, { first: 'Ada' }, { first: 'Ada' }, { first: 'Ada' }, {}],
  [
    'keeps what is typed now, and names it',
    { first: 'A' },
    { first: 'Ada' },
    { first: 'Eve' },
    { first: 'Ada' },
    { first: 'Eve' },
  ],
  ['names what one emptied and the other changed', { first: 'A' }, {}, { first: 'Eve' }, {}, { first: 'Eve' }],
  [
    'takes what others did where nothing was typed',
    { first: 'A' },
    { first: 'A' },
    { first: 'Eve' },
    { first: 'Eve' },
    {},
  ],
  ['compares lists by what is in them', { all: ['a'] }, { all: ['a'] }, { all: ['a', 'b'] }, { all: ['a', 'b'] }, {}],
  ['names what the other emptied', { first: 'A' }, { first: 'Ada' }, {}, { first: 'Ada' }, { first: null }],
  ['takes an empty answer for none', { first: null }, {}, { first: 'Ada' }, { first: 'Ada' }, {}],
])('%s', (_, base, typed, theirs, answers, overwritten) => {
  expect(mergeAnswers(base, typed, theirs)).toEqual({ answers, overwritten })
})
