import { localText } from '@/lib/form/local-text'
import { CharacterCount } from './character-count'
import { type ControlProps, controlAttributes } from './control'
import styles from './field.module.css'
import { PhoneControl } from './phone'
import { ProvedEmailControl } from './proved-email'

export function TextControl(props: ControlProps) {
  const { field, value, onChange, language } = props
  const text = typeof value === 'string' ? value : ''
  if (field.verify === 'email') return <ProvedEmailControl {...props} />
  if (field.format === 'phone') return <PhoneControl {...props} />
  return (
    <>
      <input
        {...controlAttributes(props)}
        className={styles.input}
        type="text"
        spellCheck={false}
        placeholder={field.placeholder && localText(field.placeholder, language)}
        value={text}
        onChange={(event) => onChange(event.target.value)}
      />
      <CharacterCount field={field} text={text} within={0} />
    </>
  )
}
