"""Textured triangle meshes: scans (NPZ), product meshes (GLB) and furniture, vehicles and people (OBJ with MTL)."""
import dataclasses
import json
import pathlib

import cv2
import numpy as np

LARGEST_TEXTURE = 1024
# 0..255 bytes of glTF's component types, and the numbers of each type.
COMPONENTS = {5121: np.uint8, 5123: np.uint16, 5125: np.uint32, 5126: np.float32}
WIDTHS = {'SCALAR': 1, 'VEC2': 2, 'VEC3': 3, 'VEC4': 4}


@dataclasses.dataclass
class Material:
    colour: tuple = (0.6, 0.6, 0.6)     # linear, BGR
    specular: float = 0.0
    gloss: float = 20.0
    opacity: float = 1.0
    texture: np.ndarray | None = None   # H x W x 3 or, with alpha, 4; sRGB, BGR, 8 bits
    smooth: bool = False                # whether it is read between its texels, and its alpha without noise: skin, hair, cloth


@dataclasses.dataclass
class Mesh:
    positions: np.ndarray               # T x 3 x 3; y is up
    normals: np.ndarray                 # T x 3 x 3, not normalised
    uvs: np.ndarray                     # T x 3 x 2; v runs upwards
    material: np.ndarray                # T
    materials: list


def texture(path):
    """The picture, no larger than LARGEST_TEXTURE, or None where it cannot be read."""
    picture = cv2.imread(str(path), cv2.IMREAD_COLOR) if path.is_file() else None
    if picture is None:
        return None
    scale = LARGEST_TEXTURE / max(picture.shape[:2])
    if scale < 1:
        picture = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    return np.ascontiguousarray(picture)


def smooth_normals(vertices, faces):
    """Normals of the corners: the mean of the faces around a vertex, weighed by their areas."""
    corners = vertices[faces]
    flat = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    sums = np.zeros_like(vertices)
    for corner in range(3):
        np.add.at(sums, faces[:, corner], flat)
    return sums[faces], flat


def mesh(vertices, faces, uvs, material, materials, normals=None):
    smooth, flat = smooth_normals(vertices, faces)
    normals = smooth if normals is None else normals
    short = np.linalg.norm(normals, axis=-1, keepdims=True) < 1e-8
    normals = np.where(short, flat[:, None] + 1e-9, normals)
    return Mesh(vertices[faces].astype('f4'), normals.astype('f4'), uvs.astype('f4'), material.astype('i4'), materials)


def read_scan(path):
    """NAME.npz with vertices, uv, faces and uv_faces, and its texture NAME.jpg; z is up."""
    arrays = np.load(path)
    names = {name.lower(): arrays[name] for name in arrays.files}
    vertices = names['vertices'][:, [0, 2, 1]] * [1, 1, -1]
    skin = Material(texture=texture(pathlib.Path(path).with_suffix('.jpg')), specular=0.15)
    faces = names['faces']
    return mesh(vertices.astype('f4'), faces, names['uv'][names['uv_faces']], np.zeros(len(faces)), [skin])


def read_glb(path):
    """The meshes of a binary glTF file, each placed by its node; untextured."""
    data = pathlib.Path(path).read_bytes()
    length = int.from_bytes(data[12:16], 'little')
    header, binary = json.loads(data[20:20 + length]), data[28 + length:]

    def array(number):
        accessor = header['accessors'][number]
        view = header['bufferViews'][accessor['bufferView']]
        start = view.get('byteOffset', 0) + accessor.get('byteOffset', 0)
        kind, width = COMPONENTS[accessor['componentType']], WIDTHS[accessor['type']]
        return np.frombuffer(binary, kind, accessor['count'] * width, start).reshape(-1, width)

    parts = []

    def visit(number, placed):
        node = header['nodes'][number]
        placed = placed @ node_matrix(node)
        if 'mesh' in node:
            for primitive in header['meshes'][node['mesh']]['primitives']:
                parts.append(glb_part(primitive, array, placed))
        for child in node.get('children', []):
            visit(child, placed)

    for root in header['scenes'][header.get('scene', 0)]['nodes']:
        visit(root, np.eye(4))
    vertices, faces, uvs, offset, material = [], [], [], 0, []
    for number, (points, triangles, coordinates) in enumerate(parts):
        vertices.append(points)
        faces.append(triangles + offset)
        uvs.append(coordinates)
        material.append(np.full(len(triangles), number))
        offset += len(points)
    return mesh(np.concatenate(vertices).astype('f4'), np.concatenate(faces), np.concatenate(uvs), np.concatenate(material),
                [Material() for _ in parts])


def node_matrix(node):
    if 'matrix' in node:
        return np.array(node['matrix'], float).reshape(4, 4).T
    x, y, z, w = node.get('rotation', (0, 0, 0, 1))
    turn = np.array([[1 - 2 * (y * y + z * z), 2 * (x * y - w * z), 2 * (x * z + w * y)],
                     [2 * (x * y + w * z), 1 - 2 * (x * x + z * z), 2 * (y * z - w * x)],
                     [2 * (x * z - w * y), 2 * (y * z + w * x), 1 - 2 * (x * x + y * y)]])
    placed = np.eye(4)
    placed[:3, :3] = turn * np.array(node.get('scale', (1, 1, 1)))
    placed[:3, 3] = node.get('translation', (0, 0, 0))
    return placed


def glb_part(primitive, array, placed):
    attributes = primitive['attributes']
    points = array(attributes['POSITION']) @ placed[:3, :3].T + placed[:3, 3]
    faces = array(primitive['indices']).astype('i8').reshape(-1, 3)
    uv = array(attributes['TEXCOORD_0'])[faces] if 'TEXCOORD_0' in attributes else np.zeros((len(faces), 3, 2))
    return points, faces, uv


def read_mtl(path):
    """The materials of an MTL file by name."""
    known, current = {}, None
    if not path.exists():
        return known
    for line in path.read_text(errors='replace').splitlines():
        word, _, rest = line.strip().partition(' ')
        word, rest = word.lower(), rest.strip()
        if word == 'newmtl':
            current = known[rest] = Material()
        elif current is not None and rest:
            set_property(current, word, rest, path.parent)
    return known


def set_property(material, word, rest, folder):
    if word == 'kd':
        # Blue first, and as light: MTL's colours are meant for the screen.
        material.colour = tuple(float(value) ** 2.2 for value in reversed(rest.split()[:3]))
    elif word == 'ks':
        material.specular = float(np.clip(np.mean([float(value) for value in rest.split()[:3]]), 0, 1))
    elif word == 'ns':
        material.gloss = float(np.clip(float(rest.split()[0]), 4, 200))
    elif word == 'd':
        material.opacity = float(rest.split()[-1])
    elif word == 'map_kd':
        material.texture = texture(folder / rest.replace('\\', '/'))


def read_obj(path):
    """Polygons as fans of triangles, with the materials of the MTL files that it names."""
    path = pathlib.Path(path)
    vertices, coordinates, corners, material, names, known, current = [], [], [], [], [''], {}, 0
    for line in path.read_text(errors='replace').splitlines():
        word, _, rest = line.strip().partition(' ')
        if word == 'v':
            vertices.append([float(value) for value in rest.split()[:3]])
        elif word == 'vt':
            coordinates.append([float(value) for value in rest.split()[:2]])
        elif word == 'mtllib':
            known.update(read_mtl(path.parent / rest.strip()))
        elif word == 'usemtl':
            if rest.strip() not in names:
                names.append(rest.strip())
            current = names.index(rest.strip())
        elif word == 'f':
            polygon = [indices(corner, len(vertices), len(coordinates)) for corner in rest.split()]
            for second, third in zip(polygon[1:], polygon[2:]):
                corners.append([polygon[0], second, third])
                material.append(current)
    if not corners:
        raise ValueError(f'{path} has no faces.')
    corners, coordinates = np.array(corners), np.array(coordinates + [[0, 0]])
    return mesh(np.array(vertices, 'f4'), corners[..., 0], coordinates[corners[..., 1]], np.array(material),
                [known.get(name, Material()) for name in names])


def indices(corner, vertices, coordinates):
    """A corner's vertex and texture coordinate, counted from 0; -1, the last, where it has none."""
    parts = (corner.split('/') + [''])[:2]
    vertex, coordinate = int(parts[0]), int(parts[1]) if parts[1] else 0
    return [vertex - 1 if vertex > 0 else vertices + vertex,
            coordinate - 1 if coordinate > 0 else coordinates + coordinate if coordinate < 0 else -1]
