import { section } from './section.js';

/** Wording of the annotation checks V0 to V22: title, reasons, why, and what each option does. */
export const annotationRules = section(
  {
    'V0.title': 'Unreadable annotation',
    'V0.why':
      'Loaders stop at a line or tag that they cannot read, or quietly take something else for it. Nothing can be checked that cannot be read.',
    'V0.file-unreadable': 'The system refuses to read the annotation file: {detail}.',
    'V0.file-too-large': 'The annotation file of {bytes} bytes is too large to be read in one piece.',
    'V0.not-text': 'The content is not text: it holds bytes that no annotation file has.',
    'V0.bad-encoding': 'The text is not valid {encoding}; loaders stop with a decoding error.',
    'V0.line-too-long': 'The line is {bytes} bytes long; no annotation line is longer than {most}.',
    'V0.too-few-fields': 'There are {fields} fields instead of {expected}, so this is no object.',
    'V0.too-many-fields': 'There are {fields} fields instead of {expected}.',
    'V0.bad-number': '"{text}" is not a number.',
    'V0.missing-difficulty':
      '{count, plural, one {One object has} other {# objects have}} no difficulty; MMRotate’s loaders stop there with an IndexError.',
    'V0.bad-difficulty': '"{text}" is no difficulty; it must be a whole number.',
    'V0.xml-malformed': 'The XML is broken: {detail}',
    'V0.xml-forbidden':
      'The file uses XML in a way that no annotation needs and that can do harm, so it was read no further: {what, select, entities {entities of its own} external {a reference to another file} nesting {endless nesting} attributes {endless attributes} references {endless references} objects {endless objects} other {{what}}}.',
    'V0.missing-tag': 'The tag {tag} is missing or empty.',
    'V0.json-malformed': 'The JSON is broken at this place. {detail}',
    'V0.wrong-root': 'This is a file of another kind: it starts with {found} instead of {expected}.',
    'V0.dangling-reference': 'The annotation refers to {field} {id}, which the file does not define.',
    'V0.unsupported-shape': 'The shape is of a kind that Keel does not read: {kind}. The object was left out.',
    'V0.corners-reduced':
      '{count, plural, one {One polygon has} other {# polygons have}} more than four corners; the smallest rectangle round each was checked instead.',
    'V0.bad-class-id': '"{text}" is no class id.',
    'V0.image-size-unknown':
      '{count, plural, one {One image is} other {# images are}} missing, so normalised coordinates were scaled by an assumed size of {width} x {height}.',
    'V0.too-many-problems': 'The file has {more} further problems that are not listed.',

    'V1.title': 'Degenerate box',
    'V1.why':
      'A box without area has the target log(0) = -Infinity. With smooth-L1 losses the gradient is NaN, and every weight after it.',
    'V1.point': 'All four corners are in one place.',
    'V1.segment': 'The four corners lie on one line of {length} px: the box has no area.',
    'V1.no-area': 'The box covers only {area} px².',
    'V1.option.hullAreaBelow': 'Error below this area of the convex hull, in px².',

    'V2.title': 'Side that is not positive',
    'V2.why':
      'A side of zero has an infinite target, and a negative one has no logarithm. The annotation contradicts itself, so the true box is unknown.',
    'V2.zero': 'The file states a box of {width} x {height} px: a side of zero.',
    'V2.negative': 'The file states a box of {width} x {height} px: a negative side.',

    'V3.title': 'Needle',
    'V3.why':
      'The target of a side is ln(side / anchor). Beyond ±4.135 no decoder can reach it: the box can only disturb, and at the extreme one such box dominates the loss.',
    'V3.vanishing':
      'The short side is {side} px at training scale: its target is ln({side} / {anchor}) = {target}, far beyond anything that can be decoded.',
    'V3.undecodable':
      'The short side is {side} px at training scale: its target ln({side} / {anchor}) = {target} is beyond the decodable range of ±4.135.',
    'V3.option.errorBelow': 'Error below this short side, in pixels at training scale.',
    'V3.option.warningBelow': 'Warning below this short side, in pixels at training scale.',
    'V3.option.anchor': 'Side of the anchor for which the target is stated, in pixels.',

    'V4.title': 'Thin box',
    'V4.why':
      'MMRotate 0.3.4 silently drops DOTA boxes thinner than 2 px as stored, 1.0.0rc1 trains on them. The two learn from different data without saying so.',
    'V4.below-old-filter':
      'The short side is {storedSide} px: MMRotate 0.3.4’s DOTA loader drops the box below {limit} px, 1.0.0rc1 keeps it.',
    'V4.thin-at-training':
      'The short side shrinks from {storedSide} px to {side} px at training scale, below {limit} px; both versions keep the box.',
    'V4.option.warningBelow': 'Warning below this short side, in pixels as stored or at training scale.',
    'V4.option.needleBelow': 'Boxes thinner than this at training scale are left to V3.',

    'V5.title': 'Coordinate that is not finite',
    'V5.why':
      'OpenCV turns a NaN corner into a plausible but wrong rectangle and an infinite one into NaN, so the mistake surfaces far from its place.',
    'V5.nan':
      '{coordinates, plural, one {One coordinate is} other {# coordinates are}} not a finite number, at least one of them NaN.',
    'V5.infinite': '{coordinates, plural, one {One coordinate is} other {# coordinates are}} infinite.',

    'V6.title': 'Huge coordinate',
    'V6.why':
      'Joined digits or a lost decimal point give boxes no image can hold. Their targets are enormous, and float32 geometry breaks down on them.',
    'V6.impossible': 'A coordinate is {coordinate}; beyond {limit} px no image reaches.',
    'V6.far-outside': 'A coordinate is {coordinate}, more than {times} times the image of {width} x {height} px away.',
    'V6.option.errorAbove': 'Error above this absolute coordinate, in pixels.',
    'V6.option.warningImages': 'Warning above this many times the image’s width or height.',

    'V7.title': 'Self-crossing or dented quad',
    'V7.why':
      'Detectors learn the smallest rectangle round all four corners. If these are out of order, that rectangle is larger than the object.',
    'V7.crossing':
      'The edges cross: the corners are out of order, and the quad covers only {share, number, ::percent .#} of its hull.',
    'V7.dented':
      'One corner lies inside the triangle of the other three: the quad covers only {share, number, ::percent .#} of its hull.',
    'V7.option.errorBelow': 'Error where the quad covers less than this share of its convex hull.',
    'V7.option.warningBelow': 'Warning where the quad covers less than this share of its convex hull.',

    'V8.title': 'Sheared quad',
    'V8.why':
      'A quad that is no rectangle is replaced by the smallest rectangle round it, which covers more than the object; conventions that measure edges get another box.',
    'V8.sheared':
      'The quad fills only {share, number, ::percent .#} of its smallest rectangle; below {limit, number, ::percent .#} it is hardly a rectangle.',
    'V8.option.warningBelow': 'Warning where the hull fills less than this share of the smallest rectangle.',
    'V8.option.sideAbove':
      'Boxes with a shorter short side are left out, as whole-pixel corners shear any of them; pixels.',

    'V9.title': 'Box out of the frame',
    'V9.why':
      'No anchor fits a box that is hardly in the image, so a distant one is forced to match it, with a huge target for the centre.',
    'V9.centre-outside':
      'The centre ({cx}, {cy}) is outside the image of {width} x {height} px; {visible, number, ::percent .#} of the box is inside.',
    'V9.hardly-visible':
      'Only {visible, number, ::percent .#} of the box is inside the image of {width} x {height} px.',
    'V9.partly-visible':
      'Only {visible, number, ::percent .#} of the box is inside the image of {width} x {height} px.',
    'V9.option.errorBelow': 'Error where less than this share of the box is inside the image.',
    'V9.option.warningBelow': 'Warning where less than this share of the box is inside the image.',

    'V10.title': 'Unknown class',
    'V10.why':
      'MMRotate stops with a KeyError at a class that its list lacks; other tools train a class of its own for a misspelling.',
    'V10.spelling': 'The class list has no "{name}", but it has "{suggestion}".',
    'V10.misspelt': 'The class list has no "{name}"; perhaps "{suggestion}" is meant.',
    'V10.unknown': 'The class list has no "{name}", nor anything like it.',

    'V11.title': 'Wrong image size',
    'V11.why':
      'Every box is scaled and cropped by the size that the annotation states. If it is wrong, the boxes leave their objects.',
    'V11.mismatch': 'The annotation states {width} x {height} px; the image has {trueWidth} x {trueHeight} px.',
    'V11.swapped':
      'The annotation states {width} x {height} px; the image has {trueWidth} x {trueHeight} px: width and height are swapped.',
    'V11.not-positive': 'The annotation states a size of {width} x {height} px.',
    'V11.absent':
      'The annotation states no image size; MMRotate 1.0.0rc1 then takes the image’s own with width and height swapped.',

    'V12.title': 'Header line',
    'V12.why':
      'DOTA downloads start with the lines imagesource: and gsd:. MMRotate’s loaders take them for objects and stop with a ValueError; splitting removes them.',
    'V12.in-split-file':
      'The label file of a split image still has {lines, plural, one {a header line} other {# header lines}}.',
    'V12.unsplit':
      '{files, plural, one {One label file has} other {# label files have}} header lines, as DOTA’s downloads do. Split the dataset before training; MMRotate cannot load it as it is.',

    'V13.title': 'Unit of the angle',
    'V13.why':
      'Angles are in radians in this format. Degrees give finite boxes at wrong angles, and a detector that never gets them right.',
    'V13.degrees': 'The angle is {angle}, more than a full turn in radians; in degrees it would be {radians} rad.',
    'V13.same-file':
      'The angle is {angle}; other objects of the file are in degrees, so this one probably is too: {radians} rad.',
    'V13.range': 'The angle is {angle} rad; this format’s angles stay within ±{limit}.',

    'V14.title': 'Duplicate box',
    'V14.why':
      'An object that is annotated twice weighs double, and CFA and Oriented RepPoints divide by a variance of zero.',
    'V14.equal': 'The same box as object {other} on line {otherLine}, with the same class: IoU {iou}.',
    'V14.almost-equal': 'Almost the same box as object {other} on line {otherLine}, with the same class: IoU {iou}.',
    'V14.two-classes': 'Almost the same box as object {other} on line {otherLine}, which is "{otherClass}": IoU {iou}.',
    'V14.option.errorFrom': 'Error from this IoU on, for two boxes of one class.',
    'V14.option.warningFrom': 'Warning from this IoU on.',

    'V15.title': 'Image without a valid object',
    'V15.why':
      'MMRotate 0.3.4 leaves such an image out, 1.0.0rc1 counts its objects before it looks at them and trains on it, with FilterAnnotations draws again.',
    'V15.all-invalid':
      '{objects, plural, one {The only object of the image cannot be learnt from.} other {None of the # objects of the image can be learnt from.}}',
    'V15.all-ignored':
      '{objects, plural, one {The only object of the image is} other {All valid ones of the # objects of the image are}} marked so difficult that training ignores them.',
    'V15.option.sideBelow': 'Objects with a shorter side than this are not valid, in pixels at training scale.',

    'V16.title': 'Class range',
    'V16.why':
      'A label that the model has no output for reads past the end of an array on the GPU: absurd losses or a device assertion. A class that never occurs only costs a little.',
    'V16.no-such-id': 'There is no class {id} among the {classes} of the class list.',
    'V16.beyond-model':
      'The labels use classes beyond the model’s {numClasses}: {classes}. The dataset declares {declared}.',
    'V16.unused': '{count, plural, one {One declared class} other {# declared classes}} never occur: {classes}.',
    'V16.option.numClasses': 'num_classes of the training configuration, to compare with.',
    'V16.option.images': 'Unused classes are reported from this many images on.',

    'V17.title': 'Crowded image',
    'V17.why':
      'Assigners compare every object with some hundred thousand anchors, and RoI heads sample 128 positives at most: memory runs short, and single objects are seen rarely.',
    'V17.crowded':
      'The image has {objects} objects, more than {limit}; a RoI head samples one of them with a chance of {chance, number, ::percent .#} at most.',
    'V17.option.warningAbove': 'Warning above this many objects on one image.',

    'V18.title': 'Extreme aspect',
    'V18.why':
      'Gaussian losses such as KLD, GWD and KFIoU lose the determinant of a sliver’s covariance in float32: it turns inexact, then negative, and the loss NaN.',
    'V18.sign-flips':
      'The box is {aspect} times as long as wide ({longSide} x {shortSide} px): float32 determinants of its covariance turn negative.',
    'V18.gaussian-losses':
      'The box is {aspect} times as long as wide ({longSide} x {shortSide} px): Gaussian losses are off by up to 8 %.',
    'V18.sliver': 'The box is {aspect} times as long as wide ({longSide} x {shortSide} px).',
    'V18.option.errorAbove': 'Error above this ratio of long to short side.',
    'V18.option.gaussianAbove': 'Warning that Gaussian losses suffer, above this ratio.',
    'V18.option.warningAbove': 'Warning above this ratio of long to short side.',

    'V19.title': 'Oversized box',
    'V19.why':
      'Decoders stretch an anchor 62.5 times at most; a longer side can never be predicted. A side beyond the image’s diagonal belongs to no object in it.',
    'V19.undecodable':
      'The long side is {side} px at training scale, more than {stretch} times the largest anchor of {largestAnchor} px.',
    'V19.beyond-diagonal': 'The long side is {storedSide} px, longer than the image’s diagonal of {diagonal} px.',
    'V19.option.largestAnchor': 'Side of the largest anchor, in pixels at training scale.',

    'V20.title': 'Image integrity',
    'V20.why':
      'A corrupt image stops the run, NaN pixels make every loss NaN, and pixels of another depth or orientation are not what the model and the boxes assume.',
    'V20.unreadable': '{image} cannot be read: {detail}',
    'V20.not-an-image': '{image} is not an image.',
    'V20.unsupported-format': '{image} is a {format} file, which Keel does not read and most loaders do not expect.',
    'V20.bad-header': '{image} has a broken header: {detail}',
    'V20.truncated': '{image} is cut off: the end of the file is missing.',
    'V20.wrong-extension': '{image} is a {format} file with the extension {extension}.',
    'V20.undecodable': '{image} cannot be decoded: {detail}',
    'V20.non-finite-pixels':
      '{image} has {samples, plural, one {one sample that is} other {# samples that are}} NaN or infinite; every loss of that iteration turns NaN.',
    'V20.deep': '{image} has {bitsPerChannel} bits per channel; the stock mean and standard deviation are made for 8.',
    'V20.many-channels': '{image} has {channels} channels; stock models take three.',
    'V20.turned':
      '{image} has EXIF orientation {orientation}: OpenCV turns it when loading, the boxes stay where they are.',
    'V20.constant': 'All pixels of {image} have the same value: {value}.',

    'V21.title': 'Ignored as difficult',
    'V21.why':
      'MMRotate leaves out objects whose difficulty is above 100. Usual values are 0, 1 and 2, so larger ones are mostly slips.',
    'V21.ignored':
      '{objects, plural, one {One object has} other {# objects have}} a difficulty above {limit} and {objects, plural, one {is} other {are}} never trained on.',
    'V21.option.warningAbove': 'Warning above this difficulty: diff_thr of the training configuration.',

    'V22.title': 'Unpaired file',
    'V22.why':
      'The run stops when it comes to a listed image or annotation that does not exist. What no list names is never trained on.',
    'V22.listed-without-annotation': '{list} lists {item}, which has no annotation.',
    'V22.listed-without-image': '{list} lists {item}, which has no image.',
    'V22.annotation-without-image': '{item} has no image.',
    'V22.image-without-annotation':
      '{count, plural, one {One image has} other {# images have}} no annotation, such as {example}.',
    'V22.annotation-unlisted':
      '{count, plural, one {One annotation is} other {# annotations are}} in no list, such as {example}.',
    'V22.no-images':
      'No image was found beside {annotations, plural, one {the annotation} other {the # annotations}}: image sizes and files could not be checked.',
  },
  {
    'V0.title': '无法读取的标注',
    'V0.why': '加载器遇到读不懂的行或标签会中止，或悄悄把它当成别的内容。读不了的内容也就无从检查。',
    'V0.file-unreadable': '系统拒绝读取该标注文件：{detail}。',
    'V0.file-too-large': '标注文件有 {bytes} 字节，过大而无法一次读入。',
    'V0.not-text': '内容不是文本：含有标注文件不会有的字节。',
    'V0.bad-encoding': '文本不是有效的 {encoding}；加载器会因解码错误中止。',
    'V0.line-too-long': '该行长 {bytes} 字节；标注行不会超过 {most} 字节。',
    'V0.too-few-fields': '有 {fields} 个字段，应有 {expected} 个，因此不是目标。',
    'V0.too-many-fields': '有 {fields} 个字段，应有 {expected} 个。',
    'V0.bad-number': '“{text}”不是数字。',
    'V0.missing-difficulty': '{count} 个目标没有 difficulty 字段；MMRotate 的加载器会在此以 IndexError 中止。',
    'V0.bad-difficulty': '“{text}”不是 difficulty；它必须是整数。',
    'V0.xml-malformed': 'XML 已损坏：{detail}',
    'V0.xml-forbidden':
      '文件使用了标注用不到且可能有害的 XML 特性，因此不再往下读：{what, select, entities {自定义实体} external {引用其他文件} nesting {无尽嵌套} attributes {无尽属性} references {无尽引用} objects {无尽目标} other {{what}}}。',
    'V0.missing-tag': '标签 {tag} 缺失或为空。',
    'V0.json-malformed': 'JSON 在此处已损坏。{detail}',
    'V0.wrong-root': '这是另一种文件：以 {found} 开头，应为 {expected}。',
    'V0.dangling-reference': '标注引用了文件中未定义的 {field} {id}。',
    'V0.unsupported-shape': 'Keel 不支持这种形状：{kind}。该目标已略过。',
    'V0.corners-reduced': '{count} 个多边形的顶点多于四个；检查时改用各自的最小外接矩形。',
    'V0.bad-class-id': '“{text}”不是类别编号。',
    'V0.image-size-unknown': '缺少 {count} 张图像，归一化坐标按假定尺寸 {width} x {height} 换算。',
    'V0.too-many-problems': '该文件还有 {more} 个问题未列出。',

    'V1.title': '退化框',
    'V1.why':
      '没有面积的框，其回归目标是 log(0) = -Infinity。使用 smooth-L1 损失时梯度为 NaN，此后全部权重也成为 NaN。',
    'V1.point': '四个顶点重合于一点。',
    'V1.segment': '四个顶点位于同一条长 {length} px 的线段上：框没有面积。',
    'V1.no-area': '框的面积只有 {area} px²。',
    'V1.option.hullAreaBelow': '凸包面积低于此值时报错误，单位 px²。',

    'V2.title': '非正的边长',
    'V2.why': '边长为零时回归目标为无穷，边长为负时没有对数。标注自相矛盾，真实的框无从得知。',
    'V2.zero': '文件写明框为 {width} x {height} px：有一边为零。',
    'V2.negative': '文件写明框为 {width} x {height} px：有一边为负。',

    'V3.title': '针状框',
    'V3.why':
      '边长的回归目标是 ln(边长 / 锚框边长)。超出 ±4.135 后任何解码器都达不到：这种框只会干扰训练，极端时一个框就主导整个损失。',
    'V3.vanishing': '训练尺度下短边为 {side} px：目标 ln({side} / {anchor}) = {target}，远超可解码范围。',
    'V3.undecodable': '训练尺度下短边为 {side} px：目标 ln({side} / {anchor}) = {target}，超出可解码范围 ±4.135。',
    'V3.option.errorBelow': '短边低于此值时报错误，单位为训练尺度下的像素。',
    'V3.option.warningBelow': '短边低于此值时报警告，单位为训练尺度下的像素。',
    'V3.option.anchor': '用于计算目标的锚框边长，单位像素。',

    'V4.title': '细框',
    'V4.why':
      'MMRotate 0.3.4 会悄悄丢弃原图上细于 2 px 的 DOTA 框，1.0.0rc1 则照常训练。两个版本学的是不同的数据，却都不告知。',
    'V4.below-old-filter':
      '短边为 {storedSide} px：MMRotate 0.3.4 的 DOTA 加载器丢弃低于 {limit} px 的框，1.0.0rc1 保留。',
    'V4.thin-at-training': '短边从 {storedSide} px 缩小到训练尺度下的 {side} px，低于 {limit} px；两个版本都保留该框。',
    'V4.option.warningBelow': '原图或训练尺度下短边低于此值时报警告，单位像素。',
    'V4.option.needleBelow': '训练尺度下比这更细的框由 V3 负责。',

    'V5.title': '非有限坐标',
    'V5.why': 'OpenCV 会把 NaN 顶点变成看似合理的错误矩形，把无穷顶点变成 NaN，错误因此在远离源头的地方才显现。',
    'V5.nan': '{coordinates} 个坐标不是有限数，其中至少一个为 NaN。',
    'V5.infinite': '{coordinates} 个坐标为无穷。',

    'V6.title': '坐标过大',
    'V6.why': '数字粘连或丢失小数点会得到任何图像都容不下的框。它们的回归目标极大，float32 几何运算也会失效。',
    'V6.impossible': '有坐标为 {coordinate}；没有图像会超过 {limit} px。',
    'V6.far-outside': '有坐标为 {coordinate}，超出 {width} x {height} px 图像的 {times} 倍。',
    'V6.option.errorAbove': '坐标绝对值高于此值时报错误，单位像素。',
    'V6.option.warningImages': '坐标超过图像宽或高的这么多倍时报警告。',

    'V7.title': '自相交或内凹的四边形',
    'V7.why': '检测器学习的是包住全部四个顶点的最小矩形。顶点顺序错乱时，这个矩形比目标大。',
    'V7.crossing': '四边形的边相交：顶点顺序错乱，只覆盖凸包的 {share, number, ::percent .#}。',
    'V7.dented': '有一个顶点落在另外三点构成的三角形内：四边形只覆盖凸包的 {share, number, ::percent .#}。',
    'V7.option.errorBelow': '四边形覆盖凸包的比例低于此值时报错误。',
    'V7.option.warningBelow': '四边形覆盖凸包的比例低于此值时报警告。',

    'V8.title': '歪斜的四边形',
    'V8.why': '不是矩形的四边形会被其最小外接矩形取代，覆盖范围大于目标；按边测量的约定则得到另一个框。',
    'V8.sheared':
      '四边形只填满最小外接矩形的 {share, number, ::percent .#}；低于 {limit, number, ::percent .#} 就很难算是矩形。',
    'V8.option.warningBelow': '凸包填满最小外接矩形的比例低于此值时报警告。',
    'V8.option.sideAbove': '短边更短的框不检查，因为整数顶点会使它们都歪斜；单位像素。',

    'V9.title': '框超出图像',
    'V9.why': '几乎不在图像内的框没有合适的锚框，只能强行匹配远处的锚框，中心的回归目标极大。',
    'V9.centre-outside':
      '中心 ({cx}, {cy}) 在 {width} x {height} px 的图像之外；框只有 {visible, number, ::percent .#} 在图像内。',
    'V9.hardly-visible': '框只有 {visible, number, ::percent .#} 在 {width} x {height} px 的图像内。',
    'V9.partly-visible': '框只有 {visible, number, ::percent .#} 在 {width} x {height} px 的图像内。',
    'V9.option.errorBelow': '框在图像内的比例低于此值时报错误。',
    'V9.option.warningBelow': '框在图像内的比例低于此值时报警告。',

    'V10.title': '未知类别',
    'V10.why': 'MMRotate 遇到类别表中没有的类别会以 KeyError 中止；其他工具则会为拼写错误单独训练一个类别。',
    'V10.spelling': '类别表中没有“{name}”，但有“{suggestion}”。',
    'V10.misspelt': '类别表中没有“{name}”；或许是“{suggestion}”。',
    'V10.unknown': '类别表中没有“{name}”，也没有相近的名称。',

    'V11.title': '图像尺寸错误',
    'V11.why': '每个框都按标注写明的尺寸缩放和裁剪。尺寸有误，框就会偏离目标。',
    'V11.mismatch': '标注写明 {width} x {height} px；图像实际为 {trueWidth} x {trueHeight} px。',
    'V11.swapped': '标注写明 {width} x {height} px；图像实际为 {trueWidth} x {trueHeight} px：宽和高写反了。',
    'V11.not-positive': '标注写明的尺寸为 {width} x {height} px。',
    'V11.absent': '标注没有写明图像尺寸；MMRotate 1.0.0rc1 会改用图像自身的尺寸，但宽高颠倒。',

    'V12.title': '文件头行',
    'V12.why':
      'DOTA 下载文件以 imagesource: 和 gsd: 两行开头。MMRotate 的加载器把它们当作目标，以 ValueError 中止；切图会去掉它们。',
    'V12.in-split-file': '切图后的标注文件仍有 {lines} 行文件头。',
    'V12.unsplit': '{files} 个标注文件带有文件头行，与 DOTA 下载文件一致。训练前请先切图；MMRotate 无法直接加载。',

    'V13.title': '角度单位',
    'V13.why': '该格式的角度以弧度为单位。误用角度制时框仍然有限，但方向错误，检测器永远学不对。',
    'V13.degrees': '角度为 {angle}，按弧度超过一整圈；若为度，则等于 {radians} rad。',
    'V13.same-file': '角度为 {angle}；同一文件的其他目标以度为单位，此目标多半也是：{radians} rad。',
    'V13.range': '角度为 {angle} rad；该格式的角度应在 ±{limit} 之内。',

    'V14.title': '重复框',
    'V14.why': '标注两次的目标权重加倍，CFA 和 Oriented RepPoints 还会除以零方差。',
    'V14.equal': '与第 {otherLine} 行的目标 {other} 是同一个框，类别相同：IoU {iou}。',
    'V14.almost-equal': '与第 {otherLine} 行的目标 {other} 几乎是同一个框，类别相同：IoU {iou}。',
    'V14.two-classes': '与第 {otherLine} 行的目标 {other} 几乎是同一个框，而后者的类别是“{otherClass}”：IoU {iou}。',
    'V14.option.errorFrom': '同类别的两个框 IoU 达到此值时报错误。',
    'V14.option.warningFrom': 'IoU 达到此值时报警告。',

    'V15.title': '没有有效目标的图像',
    'V15.why':
      'MMRotate 0.3.4 会略过这种图像；1.0.0rc1 先计数再查看，仍用它训练，配合 FilterAnnotations 时则反复重抽。',
    'V15.all-invalid': '图像中的 {objects} 个目标都无法用于学习。',
    'V15.all-ignored': '图像共 {objects} 个目标，其中有效的都被标为困难，训练时会忽略。',
    'V15.option.sideBelow': '训练尺度下短边低于此值的目标视为无效，单位像素。',

    'V16.title': '类别范围',
    'V16.why':
      '模型没有对应输出的标签会在 GPU 上越界读取数组：损失荒谬，或触发设备断言。从不出现的类别则只是略有浪费。',
    'V16.no-such-id': '类别表的 {classes} 个类别中没有编号 {id}。',
    'V16.beyond-model': '标注使用了超出模型 {numClasses} 类的类别：{classes}。数据集声明了 {declared} 类。',
    'V16.unused': '{count} 个已声明的类别从未出现：{classes}。',
    'V16.option.numClasses': '训练配置中的 num_classes，用于比较。',
    'V16.option.images': '图像数达到此值后才报告未使用的类别。',

    'V17.title': '目标拥挤的图像',
    'V17.why': '分配器要把每个目标与十余万个锚框比较，RoI 头最多采样 128 个正样本：显存吃紧，单个目标很少被看到。',
    'V17.crowded':
      '图像有 {objects} 个目标，超过 {limit}；RoI 头采样到其中某一个的概率至多为 {chance, number, ::percent .#}。',
    'V17.option.warningAbove': '单张图像的目标数高于此值时报警告。',

    'V18.title': '极端长宽比',
    'V18.why':
      'KLD、GWD、KFIoU 等高斯损失用 float32 计算细长框协方差的行列式时会失真：先不准，再变负，最后损失为 NaN。',
    'V18.sign-flips': '框的长是宽的 {aspect} 倍（{longSide} x {shortSide} px）：协方差的 float32 行列式会变为负数。',
    'V18.gaussian-losses': '框的长是宽的 {aspect} 倍（{longSide} x {shortSide} px）：高斯损失误差可达 8 %。',
    'V18.sliver': '框的长是宽的 {aspect} 倍（{longSide} x {shortSide} px）。',
    'V18.option.errorAbove': '长短边之比高于此值时报错误。',
    'V18.option.gaussianAbove': '长短边之比高于此值时警告高斯损失受影响。',
    'V18.option.warningAbove': '长短边之比高于此值时报警告。',

    'V19.title': '过大的框',
    'V19.why': '解码器最多把锚框拉伸 62.5 倍，更长的边永远预测不出。比图像对角线还长的边不属于其中任何目标。',
    'V19.undecodable': '训练尺度下长边为 {side} px，超过最大锚框 {largestAnchor} px 的 {stretch} 倍。',
    'V19.beyond-diagonal': '长边为 {storedSide} px，比图像对角线 {diagonal} px 还长。',
    'V19.option.largestAnchor': '最大锚框的边长，单位为训练尺度下的像素。',

    'V20.title': '图像完整性',
    'V20.why': '损坏的图像会中止训练，NaN 像素使所有损失变为 NaN，位深或方向不同的图像与模型和框的假设不符。',
    'V20.unreadable': '无法读取 {image}：{detail}',
    'V20.not-an-image': '{image} 不是图像。',
    'V20.unsupported-format': '{image} 是 {format} 文件，Keel 不读取，多数加载器也不支持。',
    'V20.bad-header': '{image} 的文件头已损坏：{detail}',
    'V20.truncated': '{image} 不完整：文件末尾缺失。',
    'V20.wrong-extension': '{image} 是 {format} 文件，扩展名却是 {extension}。',
    'V20.undecodable': '无法解码 {image}：{detail}',
    'V20.non-finite-pixels': '{image} 有 {samples} 个采样值为 NaN 或无穷；该次迭代的所有损失都会变为 NaN。',
    'V20.deep': '{image} 每通道 {bitsPerChannel} 位；默认的均值和标准差按 8 位设定。',
    'V20.many-channels': '{image} 有 {channels} 个通道；默认模型只接受三个。',
    'V20.turned': '{image} 的 EXIF 方向为 {orientation}：OpenCV 加载时会旋转图像，框却留在原处。',
    'V20.constant': '{image} 的所有像素值相同：{value}。',

    'V21.title': '因困难而被忽略',
    'V21.why': 'MMRotate 会略过 difficulty 高于 100 的目标。通常取值为 0、1、2，更大的值多为笔误。',
    'V21.ignored': '{objects} 个目标的 difficulty 高于 {limit}，训练时从不使用。',
    'V21.option.warningAbove': 'difficulty 高于此值时报警告，即训练配置中的 diff_thr。',

    'V22.title': '不成对的文件',
    'V22.why': '训练读到清单中不存在的图像或标注时会中止。没有列入清单的内容则从不参与训练。',
    'V22.listed-without-annotation': '{list} 列出了 {item}，但没有对应的标注。',
    'V22.listed-without-image': '{list} 列出了 {item}，但没有对应的图像。',
    'V22.annotation-without-image': '{item} 没有对应的图像。',
    'V22.image-without-annotation': '{count} 张图像没有标注，例如 {example}。',
    'V22.annotation-unlisted': '{count} 个标注不在任何清单中，例如 {example}。',
    'V22.no-images': '在 {annotations} 个标注旁没有找到任何图像：无法检查图像尺寸和文件。',
  },
);
