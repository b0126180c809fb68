import { describe, expect, it } from 'vitest'
import { brandOf } from './brand'

const defaults = {
  name: 'Northwind Markets',
  successUrl: null,
  returnUrl: 'https://broker.example/back',
  supportEmail: 'support@example.com',
  supportUrl: null,
  termsUrl: null,
  privacyUrl: null,
  sandbox: false,
}

describe('what the screens show of the broker', () => {
  it('is the deployment’s own where a brand has no entry', () => {
    expect(brandOf(undefined, defaults)).toMatchObject({ ...defaults, logo: null, documents: {} })
  })

  it('is what the brand’s entry says, and the deployment’s where it says nothing', () => {
    const entry = { name: 'Acme', accent: '#123456', support_url: 'https://acme.example/help' }
    expect(brandOf(entry, defaults)).toMatchObject({
      name: 'Acme',
      supportUrl: 'https://acme.example/help',
      supportEmail: 'support@example.com',
      returnUrl: 'https://broker.example/back',
      appearance: { accent: '#123456', radius: undefined },
    })
  })
})
