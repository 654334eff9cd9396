/** Puts the caret into the first field that cannot be read as it is filled in. False when there is none. */
export function goToWrong(form: ParentNode | null): boolean {
  const field = form?.querySelector<HTMLElement>("[aria-invalid=true]");
  field?.focus();
  return field != null;
}
