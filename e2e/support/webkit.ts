import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, globSync } from 'node:fs'
import { Builder, By, Capabilities, Key, until, type WebDriver, type WebElement } from 'selenium-webdriver'
import { freePort } from '@/lib/testing/free-port'

const PATIENCE_MS = 30_000
const BROWSERS = [
  '/usr/lib/*/webkit2gtk-4.1/MiniBrowser',
  '/usr/lib/*/webkitgtk-6.0/MiniBrowser',
  '/usr/libexec/webkit*/MiniBrowser',
]

/** WebKitGTK, driven by its own WebDriver on a screen that nobody sees. */
export async function startWebKit(): Promise<{ driver: WebDriver; stop: () => Promise<void> }> {
  const binary = BROWSERS.flatMap((pattern) => globSync(pattern)).find((path) => existsSync(path))
  if (!binary) throw new Error('WebKitGTK’s MiniBrowser was not found')
  const screen = spawn('Xvfb', ['-displayfd', '1', '-screen', '0', '1280x1000x24'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const [number] = await once(screen.stdout, 'data')
  const port = await freePort()
  const service = spawn('WebKitWebDriver', [`--port=${port}`], {
    stdio: 'ignore',
    env: {
      ...process.env,
      ...{ DISPLAY: `:${String(number).trim()}`, GDK_BACKEND: 'x11', LIBGL_ALWAYS_SOFTWARE: '1' },
      // Inside a container its own sandbox cannot be built.
      WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1',
    },
  })
  const wanted = new Capabilities({
    browserName: 'MiniBrowser',
    acceptInsecureCerts: true,
    'webkitgtk:browserOptions': { binary, args: ['--automation'] },
  })
  const end = () => {
    service.kill()
    screen.kill()
  }
  const driver = await untilItWorks(() =>
    new Builder().usingServer(`http://127.0.0.1:${port}`).withCapabilities(wanted).build(),
  ).catch((error) => {
    end()
    throw error
  })
  const stop = async () => {
    await driver.quit().catch(() => {})
    end()
  }
  return { driver, stop }
}

/** What a person does in the browser, by what stands on the screen. */
export function personAt(driver: WebDriver) {
  const find = (css: string): Promise<WebElement> =>
    driver.wait(until.elementLocated(By.css(css)), PATIENCE_MS, `no ${css}`)
  const press = async (css: string): Promise<void> => {
    const target = await find(css)
    await driver.executeScript('arguments[0].scrollIntoView({ block: "center" })', target)
    await target.click()
  }
  return {
    find,
    async see(text: string): Promise<void> {
      const read = async () => (await driver.findElement(By.css('body')).getText()).includes(text)
      await driver.wait(() => read().catch(() => false), PATIENCE_MS, `“${text}” is not there`)
    },
    /** Until the screen's script has come: before that a press goes nowhere. */
    async ready(css: string): Promise<void> {
      await find(css)
      const taken = `return Object.keys(document.querySelector(arguments[0]) ?? {}).some((key) => key.startsWith('__reactProps'))`
      await driver.wait(() => driver.executeScript<boolean>(taken, css), PATIENCE_MS, `${css} takes no presses`)
    },
    async type(css: string, text: string): Promise<void> {
      await (await find(css)).sendKeys(text)
    },
    press,
    /** Chooses a country as a person does: opens the list, types its name or code, takes the first one. */
    async chooseCountry(field: string, typed: string): Promise<void> {
      await press(`${field} [role="combobox"]`)
      await (await find('dialog[open] [role="combobox"]')).sendKeys(typed, Key.ENTER)
    },
    async choose(css: string, value: string): Promise<void> {
      await find(css)
      await driver.executeScript(
        `const [list] = document.querySelectorAll(arguments[0])
         Object.getOwnPropertyDescriptor(HTMLSelectElement.prototype, 'value').set.call(list, arguments[1])
         list.dispatchEvent(new Event('change', { bubbles: true }))`,
        ...[css, value],
      )
    },
    /** Picks a file: the driver types its path into the input, which has to be seen for that. */
    async pick(path: string): Promise<void> {
      const css = '[data-testid="file-input"]'
      await find(css)
      await driver.executeScript(
        `const input = document.querySelector(arguments[0])
         input.parentElement.hidden = false
         input.style.cssText = 'display: block !important'`,
        css,
      )
      await (await find(css)).sendKeys(path)
    },
  }
}

async function untilItWorks<Value>(work: () => Promise<Value>): Promise<Value> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work()
    } catch (error) {
      if (attempt === 20) throw error
      await new Promise((done) => setTimeout(done, 250))
    }
  }
}
