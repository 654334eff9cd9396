/** The desk of a made-up office, for the tests of this room. */
import type { Report } from "@/ipc";
import { smallOffice } from "@/testing/samples";
import type { Office } from "@/testing/shell";
import { openWindow, press } from "@/testing/window";
import { find } from "./report";

/** The desk, open at a part that is named in the outline. */
export async function deskAt(name: string, office: Office = smallOffice()): Promise<Office> {
  await openWindow(office);
  await press("继续撰写");
  await press(name);
  return office;
}

/** The report of this year, as it is stored. */
export const stored = (office: Office): Report => office.reports.get("r2024")?.report as Report;

/** The stored text of a section of it. */
export const body = (office: Office, id: string) => find(stored(office), id)?.section.body;
