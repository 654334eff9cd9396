/** Puts the caret into the first field that cannot be read as it is filled in. False when there is none. */
export function goToWrong(form: ParentNode | null): boolean {
  const field = form?.querySelector<HTMLElement>("[aria-invalid=true]");
  field?.focus();
  return field != null;
}

/** What is said to who leaves by Esc or the cross: only the button that says so throws away what was filled in. */
export function sayUnsaved(act: string): string {
  return `刚才改的还没有存下。要留下请按“${act}”，不要了请按“不改了”。`;
}
