//! What stands below the options in the help of each command: examples, then what a user must know.

pub(super) const AFTER_ALL: &str = "\
示例：
  fengong build 2023年工作要点.txt
      读取工作要点，在当前文件夹写出“<标题>-责任分工”文件夹
  fengong check 2023年工作要点.txt
      先看看有哪些地方需要人工核对
  fengong help build
      查看某个命令的全部选项

退出码：
";

pub(super) const AFTER_BUILD: &str = "\
示例：
  fengong build 要点.txt
  fengong build 要点.txt -o 2023年分工
  fengong build 要点.txt -o 2023年分工 --force
  fengong build 甲.txt 乙.txt -o 全部        （每份一个子文件夹）
  fengong build 各地方案 -o 全部             （文件夹里能读的都读）
  fengong build 通知.txt --annex 附件.txt    （两个文件是一份）
  fengong build 要点.txt --templates 模板 --as-of 2023-06-30
  fengong build 要点.txt --consult --reply-by 2023-06-30
  fengong build 要点.txt --decisions 回收 -o 定稿    （文件夹里的回收表）
  fengong build 各地方案 -o 全部 --combine --ics --cover docx
  fengong build 分工/plan.json -o 定稿       （手工改过的 plan.json）
  fengong build 要点.txt --task-level （一） --skip-section 保障措施

说明：
  目标文件夹已有文件时不写入；加 --force 后只替换本程序写过的文件，
  改过的文件先另存为“…（修改过，保留）”，其他文件一概不动。
  文件夹连同里面的文件夹一起读，按名称排序；隐藏文件、本程序写出的文件夹、
  读不了的格式不读，并说明个数。同一个文件只读一次。
  一份有错不影响其他各份：最后列出未完成的和原因，退出码取最大的。";

pub(super) const AFTER_EXTRACT: &str = "\
示例：
  fengong extract 要点.txt > 要点.json
  fengong extract 要点.txt --format csv -o 要点.csv
  fengong extract 要点.txt --format text
  fengong extract 通知.txt --annex 附件.txt
  type 要点.txt | fengong extract -

说明：
  有多份文件或文件夹时 json 为数组，jsonl 每份一行，csv 合成一张表。
  csv 为带 BOM 的 UTF-8；以 = + - @ 开头的文字前加一个 '，防止被当作公式。";

pub(super) const AFTER_CHECK: &str = "\
示例：
  fengong check 要点.txt
  fengong check 要点.txt --strict
  fengong check 要点.txt --only no-owner,unknown-unit
  fengong check 要点.txt --skip not-a-tag --format sarif > 要点.sarif
  fengong check 要点.txt --task-level 1.
  fengong check 通知.txt --annex 附件.txt

说明：
  最后写明哪一级标题算行动、哪一级算任务；不对时用 --task-level、
  --action-level 指定，用 --skip-section 略过不是任务的一节。
  有“错误”时退出码为 1；加 --strict 后有“注意”也为 1。";

pub(super) const AFTER_EXPLAIN: &str = "\
示例：
  fengong explain 要点.txt 2.3.1
  fengong explain 要点.txt 2.3.1 2.3.2
  fengong explain 要点.txt 开展健康科普
  fengong explain 要点.txt 2.3.1 --format json

说明：
  任务写工作簿里的编号，也可写原编号（5、）或任务开头的几个字。
  列出任务所在的各行，在原处标出责任单位、时限、目标，
  再逐项说明出自哪里、按什么规则得来。";

pub(super) const AFTER_REVIEW: &str = "\
示例：
  fengong review 要点.txt                    （写出“<标题>-核对页.html”）
  fengong review 要点.txt -o 核对.html
  fengong review 甲.txt 乙.txt -o 核对       （每份一个文件）
  fengong review 通知.txt --annex 附件.txt -o 核对.html --force

说明：
  左边是原文，标出任务、责任单位、时限、目标和提示；右边是责任矩阵、
  任务清单、各部门清单和核对提示。点一边，另一边跟着动。
  只有一个 HTML 文件，不联网，用任何浏览器打开；任务可勾“已核对”、
  写备注，再导出 CSV。";

pub(super) const AFTER_VERIFY: &str = "\
示例：
  fengong verify 要点-责任分工.xlsx 要点.txt
  fengong verify 2023年分工 要点.txt         （文件夹里的工作簿都核验）
  fengong verify 甲.xlsx 乙.xlsx 要点.txt
  fengong verify 台账.xlsx 通知.txt --annex 附件.txt
  fengong verify 台账.xlsx 要点.txt --format json

说明：
  先写工作簿，最后写原文。填过进展、排过序、用其他软件另存过的也能核验：
  填写的栏目不管，任务、单位、时限、目标、数字逐格与原文对照。
  生成时的选项记在工作簿里，不必再写；用了名册的，请同样给出名册。
  有说不清的差异时退出码为 1。";

pub(super) const AFTER_INIT: &str = "\
示例：
  fengong init 模板
  fengong init 模板 --set 省市
  fengong build 要点.txt --templates 模板

说明：
  已有同名文件时不写入，从不覆盖。不需要改的文件可以删去，仍用内置的。";

pub(super) const AFTER_COMPLETIONS: &str = "\
示例：
  fengong completions bash > ~/.local/share/bash-completion/completions/fengong
  fengong completions powershell >> $PROFILE";

pub(super) const AFTER_MAN: &str = "\
示例：
  fengong man > fengong.1
  man ./fengong.1";

pub(super) const AFTER_HELP: &str = "\
示例：
  fengong help
  fengong help build";
