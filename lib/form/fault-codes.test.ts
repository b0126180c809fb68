import { expect, it } from 'vitest'
import messages from '@/messages/en.json'
import { FAULT_CODES } from './fault-codes'

it('has a sentence for each fault of an answer, and one for any other', () => {
  expect(Object.keys(messages.formErrors).sort()).toEqual([...FAULT_CODES, 'invalid'].sort())
})
