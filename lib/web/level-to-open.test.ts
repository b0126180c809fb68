import { describe, expect, it } from 'vitest'
import type { CustomerKyc } from '@/lib/contract/customer'
import { levelToOpen } from './level-to-open'

const known = (status: CustomerKyc['status'], required_level: number) => ({ status, required_level })

describe('the level that a link, a token and a reviewer ask for together', () => {
  it.each([
    ['a link alone, up to the setting', 'basic', null, null, 'standard', 'basic'],
    ['a link alone, beyond the setting', 'enhanced', null, null, 'standard', 'standard'],
    ['a link alone, where the setting allows all', 'enhanced', null, null, 'enhanced', 'enhanced'],
    ['a link alone, where the setting allows little', 'standard', null, null, 'basic', 'basic'],
    ['a link with a token that allows it', 'enhanced', 'enhanced', null, 'basic', 'enhanced'],
    ['a link with a token that allows less', 'enhanced', 'standard', null, 'basic', 'standard'],
    ['a link that asks for less than its token', 'basic', 'enhanced', null, 'standard', 'basic'],
    ['a token alone', undefined, 'enhanced', null, 'basic', 'enhanced'],
    ['nothing', undefined, null, null, 'standard', 'standard'],
    ['nothing, where the setting allows little', undefined, null, null, 'basic', 'basic'],
    ['a link beyond what a reviewer asked for', 'enhanced', null, known('draft', 1), 'standard', 'standard'],
    ['a link up to what a reviewer asked for', 'enhanced', null, known('draft', 3), 'basic', 'enhanced'],
    ['nothing, of a person who has begun', undefined, null, known('pending', 1), 'standard', 'basic'],
    ['a link, of a person who is approved', 'enhanced', null, known('approved', 1), 'enhanced', 'basic'],
    [
      'a link, of a person who has a second look',
      'enhanced',
      null,
      known('review_required', 2),
      'enhanced',
      'standard',
    ],
    ['nothing, of a person who is approved', undefined, null, known('approved', 1), 'standard', 'basic'],
    ['a token, of a person who is approved', undefined, 'enhanced', known('approved', 2), 'basic', 'enhanced'],
  ] as const)('%s', (_, asked, granted, person, byLink, level) => {
    expect(levelToOpen({ asked, granted, known: person, byLink })).toBe(level)
  })
})
