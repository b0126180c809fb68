'use client'

import { useEffect } from 'react'
import { flushSync } from 'react-dom'

/**
 * A control as a person left it, a button, a link or a form as they pressed it, or a key; as `record-early-input.tsx` writes it
 * down.
 */
type Moment = { target: Element; value?: string; checked?: boolean; key?: string }
type EarlyInput = { moments: Moment[]; end: () => void }

/** Does once more, in order, what was done before this ran. Stands after all that it is to reach. */
export function ReplayEarlyInput() {
  useEffect(() => {
    const early: EarlyInput | undefined = Reflect.get(window, 'kycEarlyInput')
    if (!early) return
    Reflect.deleteProperty(window, 'kycEarlyInput')
    early.end()
    // After the effects of what stands around this. Each is drawn before the next: a date's three controls are one value.
    queueMicrotask(() => {
      for (const moment of early.moments) if (moment.target.isConnected) flushSync(() => replay(moment))
    })
  }, [])
  return null
}

function replay({ target, value = '', checked = false, key }: Moment): void {
  if (key) target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }))
  else if (target instanceof HTMLFormElement) target.requestSubmit()
  else if (target instanceof HTMLButtonElement || target instanceof HTMLAnchorElement) target.click()
  else if (target instanceof HTMLInputElement && ['checkbox', 'radio'].includes(target.type)) {
    target.checked = !checked
    target.click()
  } else {
    if (!(target instanceof HTMLInputElement && target.type === 'file')) setValue(target, value)
    for (const type of ['input', 'change']) target.dispatchEvent(new Event(type, { bubbles: true }))
  }
}

/** Sets a control's value as typing does. React hears of a value only when it did not see it being set. */
function setValue(control: Element, value: string): void {
  Reflect.set(control, 'value', '')
  Object.getOwnPropertyDescriptor(Object.getPrototypeOf(control), 'value')?.set?.call(control, value)
}
