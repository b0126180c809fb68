import { randomUUID } from 'node:crypto'
import { resolve } from 'node:path'
import { By, type WebDriver } from 'selenium-webdriver'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { oneTimeTokenSchema } from '@/lib/contract/host/ctrader'
import { HOLDER } from './specimens/holder'
import { SPECIMENS } from './specimens/specimens'
import { startCopy } from './support/copies'
import { forwardTo, makeCertificate, serveHttps } from './support/https'
import { openOtherOrigin } from './support/other-origin'
import { personAt, startWebKit } from './support/webkit'

/** The screens in the engine of Safari and of every browser on an iPhone, over HTTPS. */
describe('WebKit', () => {
  const ends: (() => Promise<void>)[] = []
  let [app, origin] = ['', '']
  let driver: WebDriver
  let otherOrigin: Awaited<ReturnType<typeof openOtherOrigin>>

  beforeAll(async () => {
    const certificate = await makeCertificate()
    const copy = await startCopy({})
    ends.unshift(copy.stop)
    const front = await serveHttps(certificate, forwardTo(copy.origin))
    ends.unshift(front.close)
    otherOrigin = await openOtherOrigin(certificate)
    ends.unshift(otherOrigin.close)
    const webKit = await startWebKit()
    ends.unshift(webKit.stop)
    driver = webKit.driver
    app = copy.origin
    origin = `https://localhost:${front.port}`
    const about = await driver.getCapabilities()
    console.log(`${about.getBrowserName()} ${about.getBrowserVersion()}`)
  })
  afterAll(async () => {
    for (const end of ends) await end()
  })

  async function address(kycType: string, lang: string): Promise<string> {
    const headers = { authorization: `Bearer sandbox:webkit-${randomUUID().slice(0, 8)}` }
    const answer = await fetch(`${app}/ctid2/inAppOneTimeToken/data?kycType=${kycType}`, { headers })
    const { otToken } = oneTimeTokenSchema.parse(await answer.json())
    return `${origin}/inapp/kyc?${new URLSearchParams({ token: otToken, kycType, lang })}`
  }

  async function givePersonalDetails(): Promise<void> {
    const person = personAt(driver)
    await person.ready('[data-field="first_name"] input')
    await person.type('[data-field="first_name"] input', 'Mira')
    await person.type('[data-field="last_name"] input', HOLDER.surname)
    await typeDate('date_of_birth', HOLDER.birth)
    await person.chooseCountry('[data-field="nationality"]', 'NOR')
    await person.press('form button[type="submit"]')
  }

  async function typeDate(field: string, iso: string): Promise<void> {
    const [year = '', month = '', day = ''] = iso.split('-')
    const person = personAt(driver)
    for (const [part, value] of Object.entries({ day, month, year }))
      await person.type(`[data-field="${field}"] [data-part="${part}"] input`, value)
  }

  async function addDocument(field: string, type: string, file: string): Promise<void> {
    const person = personAt(driver)
    const saysItself = type === 'passport'
    await person.press(`[data-field="${field}"] a${saysItself ? '' : `[href*="${type}"]`}`)
    await person.ready('[data-testid="file-input"]')
    await person.pick(resolve(file))
    await person.press('[data-testid="use-file"]')
    await person.ready(`[data-field="${field}"] a`)
    if (!saysItself) return
    // That of Utopia names no country.
    await person.choose(`[data-field="${field}"] select[id$="-type"]`, type)
    await person.chooseCountry(`[data-field="${field}"]`, 'NOR')
  }

  it('takes a person through basic verification', async () => {
    await driver.get(await address('basic', 'en'))
    await givePersonalDetails()
    await personAt(driver).see('We’re checking your details')
    expect(await driver.getCurrentUrl()).not.toContain('token=')
  })

  it('takes a person through standard verification in German, with a picture and a PDF', async () => {
    const person = personAt(driver)
    await driver.get(await address('standard', 'de'))
    await addDocument('identity_document', 'passport', SPECIMENS.passportPhoto)
    await person.type('[data-field="document_number"] input', HOLDER.passportNumber)
    await typeDate('expiry_date', HOLDER.expiry)
    await person.press('form button[type="submit"]')
    await givePersonalDetails()
    await addDocument('proof_of_address', 'utility_bill', SPECIMENS.utilityBill)
    const home = { street: HOLDER.street, postal_code: '2084', city: 'Port Serein' }
    for (const [field, value] of Object.entries(home)) await person.type(`[data-field="${field}"] input`, value)
    await person.chooseCountry('[data-field="country"]', 'NOR')
    await person.press('form button[type="submit"]')
    await person.see('Wir prüfen Ihre Angaben')
  })

  it('goes on inside a page of another site, or offers a window of its own: never a blank', async () => {
    await driver.get(otherOrigin.url(await address('basic', 'en')))
    await driver.switchTo().frame(await personAt(driver).find('iframe'))
    const seen = async () => {
      const headings = await driver.findElements(By.css('h1')).catch(() => [])
      const words = await Promise.all(headings.map((heading) => heading.getText().catch(() => '')))
      return words.find((text) => ENDINGS.includes(text)) ?? null
    }
    const words = await driver.wait(seen, 30_000, 'It stayed blank')
    console.log(`Inside another site: “${words}”`)
    if (words === ENDINGS[0]) return
    const before = await driver.getAllWindowHandles()
    await personAt(driver).press('#own-window ~ a')
    const opened = async () => (await driver.getAllWindowHandles()).find((handle) => !before.includes(handle)) ?? null
    await driver.switchTo().window((await driver.wait(opened, 30_000, 'No window was opened')) ?? '')
    await givePersonalDetails()
    await personAt(driver).see('We’re checking your details')
  })
})

/** What may be read in a frame, by what the engine does with its cookies. */
const ENDINGS = ['Verify your identity', 'Verification continues in its own window']
