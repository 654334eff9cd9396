/** Reports and offices to write tests with. */
import type { BranchYear, Report, Section } from "@/ipc";
import { office, type Office } from "./shell";

/** An office with one report of 2024 and one of 2023, to write in. */
export function smallOffice(): Office {
  const desk = office();
  desk.nextYear = 9999; // No report is due.
  const facts = {
    level: "branch",
    community: "青禾社区",
    superior: "云桥街道党工委",
    secretary: "",
    members: 27,
  };
  desk.branch.years = [{ year: 2023, name: "青禾社区党支部", ...facts } as BranchYear];
  const add = (report: Report) =>
    desk.reports.set(report.uid, { report, version: 1, saved: desk.now(), trashed: false });
  add({
    ...emptyReport("r2024", 2024),
    opening: ["现将情况汇报如下："],
    sections: [
      section(
        "s1",
        "工作开展情况",
        [],
        [
          section("s2", "理论学习，坚持在“硬”上下功夫", ["组织集中学习16次。"]),
          section("s3", "民主协商，坚持在“实”上下功夫", ["召开协商议事会【待补】次。", "件件有回音。"]),
        ],
      ),
      { ...section("s4", "存在问题", ["我抓培训不够经常。"]), role: "problems" },
    ],
    closing: ["以上汇报，请批评指正。"],
  });
  add({
    ...emptyReport("r2023", 2023),
    status: "submitted",
    sections: [section("s1", "工作开展情况", [], [section("s2", "理论学习", ["去年组织集中学习14次。"])])],
  });
  return desk;
}

/** A report without text. */
export function emptyReport(uid: string, year: number): Report {
  return {
    format: 1,
    uid,
    branch: "b0000000-0000-7000-8000-000000000001",
    year,
    template: "branch-secretary",
    edition: "written",
    of: null,
    status: "draft",
    statusSince: null,
    done: [],
    title: `青禾社区党支部书记\n${year}年度抓基层党建述职报告`,
    byline: "",
    salutation: "各位领导、同志们：",
    opening: [],
    sections: [],
    closing: [],
    signature: "",
    date: "",
  };
}

/** A section with text and sections below it. */
export function section(id: string, heading: string, body: string[] = [], children: Section[] = []): Section {
  return { id, role: "achievements", mark: null, runIn: false, heading, body, children };
}
