import { describe, expect, it } from 'vitest'
import { nameInSessionToken, personOf } from './person'

describe('the people of the sandbox', () => {
  it('are the same under the same name, and others under others', () => {
    expect(personOf('ada')).toEqual(personOf('ada'))
    expect(personOf('ada').userId).not.toBe(personOf('grace').userId)
    expect(personOf('Ada Lovelace').email).toBe('ada.lovelace@example.com')
    expect(personOf('数学').email).toBe('somebody@example.com')
  })

  it('have the same number in the second brand, and another account and address', () => {
    const [here, there] = [personOf('ada'), personOf('ada', 'harbour')]
    expect(there.userId).toBe(here.userId)
    expect(there.tradingLogin).not.toBe(here.tradingLogin)
    expect(there.email).toBe('ada@harbour.example')
  })

  it('are named by a session token of the sandbox alone', () => {
    expect(nameInSessionToken('Bearer sandbox:ada')).toBe('ada')
    for (const other of [null, '', 'Bearer ada', 'Bearer sandbox:', 'Bearer sandbox:   ', 'Basic sandbox:ada'])
      expect(nameInSessionToken(other)).toBeNull()
  })
})
