'use client'

import { useLayoutEffect, useState } from 'react'
import { flushSync } from 'react-dom'

/** A control as a person left it, a press, or a key, as `record-early-input.tsx` writes it down. */
type Moment = {
  type: 'input' | 'click' | 'submit' | 'keydown'
  target: Element
  value?: string
  checked?: boolean
  key?: string
}
type EarlyInput = { moments: Moment[]; end: () => void }

/** Does once more, in order, what was done before this ran. Stands after all that it is to reach. */
export function ReplayEarlyInput() {
  // Drawn twice, the second time at once: by then the effects of all that stands around this have run, and no press falls
  // in between, which would count twice.
  const [drawn, setDrawn] = useState(false)
  useLayoutEffect(() => {
    if (!drawn) return setDrawn(true)
    const early: EarlyInput | undefined = Reflect.get(window, 'kycEarlyInput')
    if (!early) return
    Reflect.deleteProperty(window, 'kycEarlyInput')
    early.end()
    // Each is drawn before the next: a date's three controls are one value.
    queueMicrotask(() => {
      for (const moment of early.moments) if (moment.target.isConnected) flushSync(() => replay(moment))
    })
  }, [drawn])
  return null
}

function replay({ type, target, value = '', checked = false, key = '' }: Moment): void {
  if (type === 'keydown') target.dispatchEvent(new KeyboardEvent(type, { key, bubbles: true }))
  else if (target instanceof HTMLFormElement) target.requestSubmit()
  else if (type === 'click' && target instanceof HTMLElement) target.click()
  else if (target instanceof HTMLInputElement && ['checkbox', 'radio'].includes(target.type)) {
    target.checked = !checked
    target.click()
  } else {
    if (!(target instanceof HTMLInputElement && target.type === 'file')) setValue(target, value)
    for (const name of ['input', 'change']) target.dispatchEvent(new Event(name, { bubbles: true }))
  }
}

/**
 * Sets a control's value as typing does: written only where another one stands, since somebody may be typing there. React
 * hears of a value that differs from the one that it noted last in the control's tracker.
 */
function setValue(control: Element, value: string): void {
  const tracker: { setValue(value: string): void } | undefined = Reflect.get(control, '_valueTracker')
  tracker?.setValue(`${value}…`)
  if (Reflect.get(control, 'value') !== value)
    Object.getOwnPropertyDescriptor(Object.getPrototypeOf(control), 'value')?.set?.call(control, value)
}
