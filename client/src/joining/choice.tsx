interface ChoiceProps {
  name: string
  label: string
  options: readonly (readonly [value: string, says: string])[]
  /** What is chosen at first, where nothing else says it. */
  first?: string
  value?: string
  onChoose?: (value: string) => void
}

/** One of a few, in the browser's own list. */
export function Choice({ name, label, options, first, value, onChoose }: ChoiceProps) {
  return (
    <label className="field">
      <span>{label}</span>
      <select
        className="input"
        name={name}
        {...(value === undefined ? { defaultValue: first } : { value })}
        onChange={(event) => onChoose?.(event.target.value)}
      >
        {options.map(([key, says]) => (
          <option key={key} value={key}>
            {says}
          </option>
        ))}
      </select>
    </label>
  )
}
